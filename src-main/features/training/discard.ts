/** What a cancelled training leaves: its row, and nothing on the disk. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { RunId } from '#shared/domain/records.ts';
import { unlinkPrefix } from './prefix-link.ts';
import { configOfRun } from './request.ts';

/** On Windows a file that was open a moment ago may still be held. */
const RETRIES = 10;

/** The status first: a run whose files are half gone must not look as if it could be resumed. Nothing where the run is finished. */
export async function discardRun(
  runId: RunId,
  { store, workspace }: { readonly store: Store; readonly workspace: string },
): Promise<void> {
  const run = store.runs.get(runId);
  if (run.status === 'finished') return;
  store.runs.changeStatus(runId, { to: 'cancelled' });
  const folder = path.join(workspace, run.folder);
  unlinkPrefix(configOfRun(run).prefix, folder);
  await rm(folder, { recursive: true, force: true, maxRetries: RETRIES });
  store.checkpoints.record(runId, { written: [], pruned: store.checkpoints.list(runId).map(({ file }) => file) });
}
