/** Workspaces in temporary folders that vanish with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store, type StoreOptions } from '#main/store/open.ts';
import { tickingClock } from './fixtures.ts';

export * from './fixtures.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryStore(options: Partial<StoreOptions> = {}): Store {
  const store = openStore(temporaryFolder(), { clock: tickingClock(), ...options });
  onTestFinished(() => store.close());
  return store;
}

/** What an AppError says, for comparing code, sentence and hint at once. */
export function refusalOf(action: () => unknown): { code: unknown; message: string; hint: unknown } {
  try {
    action();
  } catch (error) {
    const { code, message, hint } = error as { code: unknown; message: string; hint: unknown };
    return { code, message, hint };
  }
  throw new Error('Nothing was refused.');
}
