import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { secondAttemptsReporter } from './tests/helpers/second-attempts.ts';

/** The binary of Electron's is not there in tests: its module is stood in for, and everything behind it is real. */
const alias = { electron: fileURLToPath(new URL('./tests/helpers/electron/stand-in.ts', import.meta.url)) };

const project = (name: string, options: { timeoutMs: number; globalSetup?: string[]; retry?: number }) => ({
  test: {
    name,
    alias,
    include: [`tests/${name}/**/*.test.ts`],
    pool: 'forks' as const,
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
    globalSetup: options.globalSetup ?? [],
    retry: options.retry ?? 0,
  },
});

/** Where scripts/test.mjs wants the report that it counts from. */
const report = process.env['FACET_TEST_REPORT'];
const jsonReport: ['json', { outputFile: string }][] = report === undefined ? [] : [['json', { outputFile: report }]];
/** A landing does not fail over one hiccup of its machine; at a desk every failure is seen at once. */
const ciRetry = process.env['CI'] ? 1 : 0;

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: [
      'default',
      ...jsonReport,
      secondAttemptsReporter((line) => void process.stdout.write(line)), // what was tried twice is never hidden
    ],
    projects: [
      project('unit', { timeoutMs: 60_000 }),
      project('architecture', { timeoutMs: 60_000 }),
      project('parity', { timeoutMs: 600_000 }),
      project('integration', { timeoutMs: 900_000, retry: ciRetry }),
      project('regression', { timeoutMs: 120_000 }),
      // Once more where a browser on a busy machine was late; what fails twice is a fault, and what passes then is named.
      project('e2e', { timeoutMs: 600_000, globalSetup: ['tests/helpers/e2e-setup.ts'], retry: 1 }),
    ],
  },
});
