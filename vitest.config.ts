import { defineConfig } from 'vitest/config';

const project = (name: string, options: { timeoutMs: number; workers?: number }) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    pool: 'forks' as const,
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs,
    globalSetup: [],
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', { timeoutMs: 60_000 }),
      project('architecture', { timeoutMs: 60_000 }),
      project('parity', { timeoutMs: 600_000 }),
      project('integration', { timeoutMs: 900_000 }),
      project('regression', { timeoutMs: 120_000 }),
    ],
  },
});
