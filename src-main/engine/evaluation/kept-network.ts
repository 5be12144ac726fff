/**
 * The network of the last evaluation stays open: opening one takes seconds, and a person who looks at one face after another asks the same network each time.
 * One at a time, as an engine does one job at a time; the process's end frees it.
 */
import { stat } from 'node:fs/promises';
import type { ModelSettings } from '../messages.ts';
import type { ModelSession } from '../networks/model-session.ts';
import { loadNetwork } from './load-network.ts';

let kept: { readonly key: string; readonly session: ModelSession } | null = null;

/** With the weights that the file holds now. Not to be disposed: `forgetNetwork` does that where a job failed on it. @throws file_invalid, file_not_found */
export async function openNetwork(settings: ModelSettings, file: string): Promise<ModelSession> {
  const { mtimeMs, size, ino } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0, ino: 0 })); // reading it says what is wrong
  const key = JSON.stringify([settings, file, mtimeMs, size, ino]);
  if (kept?.key === key) return kept.session;
  forgetNetwork();
  const session = await loadNetwork(settings, file);
  kept = { key, session };
  return session;
}

export function forgetNetwork(): void {
  kept?.session.dispose();
  kept = null;
}
