/** Before the end-to-end tests, once: pages that are of the present sources, a browser, and faces to work with. `npm test` has done the first two already. */
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { browsers, pages, paths } from '#tests/unit/scripts/bootstrap.ts';
import { facet } from './facet-process.ts';

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: vitest learns what is provided through this interface
  export interface ProvidedContext {
    /** A folder with train.csv and test.csv of synthetic faces. */
    faces: string;
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FACES = { count: '96', size: '64', seed: '5', share: '0.25' } as const;

export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-e2e-'));
  const env = process.env as Record<string, string>; // Node's own environment holds no undefined
  const cache = paths.cacheFolder({ env, platform: process.platform, home: homedir() });
  const work = { root: ROOT, cache, out: process.stderr, nodePath: process.execPath };
  await pages.buildPages(work);
  const browser = browsers.recordedBrowser(work) ?? (await browsers.setUpBrowser(work));
  if (browser !== null) await drawFaces(path.join(folder, 'faces'));
  provide('faces', path.join(folder, 'faces'));
  return () => rmSync(folder, { recursive: true, force: true });
}

async function drawFaces(folder: string): Promise<void> {
  const { count, size, seed, share } = FACES;
  const args = ['synth', '--out', folder, '--count', count, '--size', size, '--seed', seed, '--test-share', share];
  const { exitCode, stderr } = await facet(args, { cwd: ROOT });
  if (exitCode !== 0) throw new Error(`The faces could not be drawn: ${stderr}`);
}
