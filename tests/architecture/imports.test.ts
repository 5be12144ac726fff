import { describe, expect, it } from 'vitest';
import { brokenImportRules, climbingImports } from './import-rules.ts';
import { IMPORT_TABLE } from './import-table.ts';
import { readSourceFiles } from './source-files.ts';

const check = (path: string, text: string) => brokenImportRules([{ path, text }], IMPORT_TABLE);

describe('the import table', () => {
  it('is kept by every source file', () => {
    const files = readSourceFiles(['src-shared', 'src-main', 'src-renderer', 'scripts']).filter(({ path }) =>
      /\.[mc]?[tj]sx?$/.test(path),
    );

    expect(files.length).toBeGreaterThan(0);
    expect(brokenImportRules(files, IMPORT_TABLE)).toEqual([]);
  });

  it('is not gone around by a path that climbs', () => {
    expect(climbingImports(readSourceFiles(['src-shared', 'src-main', 'src-renderer', 'tests', 'scripts']))).toEqual(
      [],
    );
  });
});

describe('brokenImportRules', () => {
  it('names the file, its line, the import, and what the folder may import', () => {
    expect(
      check('src-shared/metrics/roc.ts', `import { z } from 'zod';\nimport { readFileSync } from 'node:fs';`),
    ).toEqual([
      'src-shared/metrics/roc.ts:2 imports node:fs; src-shared may import: itself, zod, yaml, @orpc/contract.',
    ]);
  });

  it.each([
    ['src-shared/metrics/roc.ts', '../domain/labels.ts'],
    ['src-shared/config/schema.ts', 'yaml'],
    ['src-main/store/runs.ts', 'drizzle-orm/sqlite-core'],
    ['src-main/engine/training/train.ts', '../tensorflow/graph.ts'],
    ['src-main/engine/data/decode.ts', '#main/images/open.ts'],
    ['src-main/engine/tensorflow/saved-model.ts', '@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js'],
    ['src-main/features/training/service.ts', '#main/engine/client.ts'],
    ['src-main/features/training/service.ts', '#main/store/runs.ts'],
    ['src-main/backend.ts', '#main/engine/fork.ts'],
    ['src-main/cli/main.ts', 'commander'],
    ['src-main/cli/commands/train.ts', '#main/backend.ts'],
    ['src-main/electron/main.ts', 'electron'],
    ['src-renderer/features/runs/RunsPage.tsx', '../../api/client.ts'],
    ['scripts/bootstrap/launch.mjs', './wheel.mjs'],
  ])('lets %s import %s', (path, specifier) => {
    expect(check(path, `import x from '${specifier}';`)).toEqual([]);
  });

  it.each([
    ['src-shared/errors.ts', '#main/backend.ts'],
    ['src-shared/errors.ts', 'react'],
    ['src-main/store/runs.ts', '#main/engine/client.ts'],
    ['src-main/features/training/service.ts', 'better-sqlite3'],
    ['src-main/features/training/service.ts', 'drizzle-orm'],
    ['src-main/features/training/service.ts', 'sharp'],
    ['src-main/features/training/service.ts', '#main/engine/training/train.ts'],
    ['src-main/media/handler.ts', 'sharp'],
    ['src-main/images/client.ts', '#main/engine/client.ts'],
    ['src-main/engine/training/train.ts', '#main/store/runs.ts'],
    ['src-main/engine/training/train.ts', '#main/images/client.ts'],
    ['src-main/engine/training/train.ts', '@tensorflow/tfjs'],
    ['src-main/engine/training/train.ts', 'google-protobuf'],
    ['src-main/engine/tensorflow/graph.ts', '../training/train.ts'],
    ['src-main/backend.ts', '#main/cli/main.ts'],
    ['src-main/backend.ts', 'commander'],
    ['src-main/cli/main.ts', '#main/electron/main.ts'],
    ['src-main/cli/main.ts', '#main/store/runs.ts'],
    ['src-main/headless/server.ts', 'electron'],
    ['src-renderer/features/runs/RunsPage.tsx', '../datasets/queries.ts'],
    ['src-renderer/app.tsx', '#main/backend.ts'],
    ['scripts/setup.mjs', 'zod'],
    ['src-main/store/runs.ts', 'fs'],
    ['src-main/logging.ts', 'node:fs'],
  ])('does not let %s import %s', (path, specifier) => {
    for (const text of [
      `import x from '${specifier}';`,
      `await import('${specifier}');`,
      `import type { X } from '${specifier}';`,
    ])
      expect(check(path, text)).toHaveLength(1);
  });

  it('takes no folder for another one whose name begins alike', () => {
    expect(check('src-main/cli/main.ts', `import x from '#main/features-of-mine/x.ts';`)).toHaveLength(1);
  });
});

describe('climbingImports', () => {
  it('asks for an alias in place of ../../', () => {
    expect(climbingImports([{ path: 'src-main/a/b/c.ts', text: `import x from '../../d.ts';` }])).toEqual([
      'src-main/a/b/c.ts:1 imports ../../d.ts; take an alias (#main/, #renderer/, #shared/, #tests/).',
    ]);
    expect(climbingImports([{ path: 'src-main/a/b/c.ts', text: `import x from '../d.ts';` }])).toEqual([]);
  });
});
