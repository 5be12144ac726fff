/** Ctrl-C: the first asks for a stop after the current step, which keeps everything; the second ends the process at once. */

/** Conventional for a process that Ctrl-C ended. */
export const INTERRUPTED_EXIT_CODE = 130;

export async function stopOnInterrupt<T>(
  act: (signal: AbortSignal) => Promise<T>,
  { onFirst }: { onFirst: () => void },
): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED_EXIT_CODE); // the engine ends with us; what is on disk is whole
    stop.abort();
    onFirst();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await act(stop.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
