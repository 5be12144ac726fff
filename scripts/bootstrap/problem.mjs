/**
 * What keeps Facet from being set up, as a person reads it: one sentence that names the thing, and one that mends it.
 * The rest of the program has AppError for this; these files run before anything is installed and import nothing but Node.
 */

/** A set-up that is missing or failed: what AppError's `runtime_missing` has on the command line. */
export const EXIT_NOT_SET_UP = 4;
/** The command line's own code for a full disk. */
const EXIT_DISK_FULL = 14;
export const EXIT_USAGE = 2;

export class SetupProblem extends Error {
  /** @param {string} sentence @param {string} mend @param {{ cause?: unknown, exitCode?: number }} [details] */
  constructor(sentence, mend, { cause, exitCode = EXIT_NOT_SET_UP } = {}) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SetupProblem';
    this.mend = mend;
    this.exitCode = exitCode;
  }
}

/** Too little disk, however it showed. @param {string} sentence @param {{ cause?: unknown }} [details] */
export function diskProblem(sentence, details = {}) {
  const mend = 'Free some disk, or set FACET_CACHE to a folder on another disk.';
  return new SetupProblem(sentence, mend, { ...details, exitCode: EXIT_DISK_FULL });
}

/** Any error as a SetupProblem: those of the file system get their own sentence, a bug keeps its message. */
export function explain(error) {
  if (error instanceof SetupProblem) return error;
  const code = error?.code;
  const where = error?.path ?? error?.dest ?? 'a file';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return diskProblem(`The disk is full: ${where} could not be written.`, { cause: error });
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new SetupProblem(
      `${where} is in the way: a folder is needed there.`,
      'Move it, or set FACET_CACHE to another folder.',
      {
        cause: error,
      },
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new SetupProblem(
      `${where} may not be written by this user (${code}).`,
      'Set FACET_CACHE to a folder that you can write to, or mend the permissions.',
      { cause: error },
    );
  return new SetupProblem(
    `The set-up failed: ${error instanceof Error ? error.message : String(error)}.`,
    'Set FACET_DEBUG=1 and run it again to see where.',
    { cause: error },
  );
}

/** Runs the entry point `work`; a failure becomes two plain lines on stderr and an exit code, with a stack only where FACET_DEBUG=1. */
export async function reportProblems(work, { env = process.env, out = process.stderr } = {}) {
  try {
    await work();
  } catch (error) {
    const problem = explain(error);
    out.write(`\n${problem.message}\n${problem.mend}\n`);
    if (env.FACET_DEBUG === '1') out.write(`${(problem.cause ?? problem).stack ?? problem.cause}\n`);
    process.exitCode = problem.exitCode;
  }
}
