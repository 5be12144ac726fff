/** Who may import whom. ARCHITECTURE.md explains the borders; this is what holds. */

export type Rule = {
  /** A folder or a file; `*` stands for any one folder. The longest that fits a file is its rule. */
  readonly folder: string;
  /** Folders and files of ours, packages, and `node:*`. A folder may always import itself. */
  readonly mayImport: readonly string[];
};

/** The host's side of the engine: never what lies behind it. */
const ENGINE_CLIENT = ['src-main/engine/client.ts', 'src-main/engine/messages.ts', 'src-main/engine/channel.ts'];
const IMAGES_CLIENT = 'src-main/images/client.ts';

/** What only src-main/engine/tensorflow may load; the face detector runs on tfjs. */
const TENSORFLOW_PACKAGES = ['@tensorflow/*', 'google-protobuf'];

const PAGE_PACKAGES = [
  'react',
  'react-dom',
  '@mui/*',
  '@emotion/*',
  '@tanstack/*',
  '@orpc/*',
  '@codemirror/*',
  '@lezer/highlight', // the kinds of words that CodeMirror's colours are given to
  '@fontsource-variable/*',
  'echarts',
  'yaml',
  'zustand',
  'zod',
];

const SHELL = ['src-main/backend.ts', 'src-main/features', 'src-shared', 'node:*', 'pino', 'zod'];

export const IMPORT_TABLE: readonly Rule[] = [
  { folder: 'src-shared', mayImport: ['zod', 'yaml', '@orpc/contract'] },

  { folder: 'src-renderer', mayImport: ['src-shared', ...PAGE_PACKAGES] },
  {
    folder: 'src-renderer/features/*',
    mayImport: [
      'src-renderer/api',
      'src-renderer/components',
      'src-renderer/root-route.tsx',
      'src-renderer/theme.ts',
      'src-shared',
      ...PAGE_PACKAGES,
    ],
  },

  {
    folder: 'src-main/backend.ts',
    mayImport: [
      'src-main/features',
      'src-main/store',
      'src-main/media',
      'src-main/images',
      'src-main/engine',
      'src-shared',
      'node:*',
      'pino',
      'zod',
    ],
  },
  {
    folder: 'src-main/features',
    mayImport: [
      ...ENGINE_CLIENT,
      IMAGES_CLIENT,
      'src-main/store',
      'src-main/media',
      'src-shared',
      'node:*',
      '@orpc/server',
      'csv-parse',
      'pino',
      'yaml',
      'zod',
    ],
  },
  { folder: 'src-main/media', mayImport: [IMAGES_CLIENT, 'src-main/store', 'src-shared', 'node:*', 'zod'] },
  { folder: 'src-main/store', mayImport: ['src-shared', 'node:*', 'better-sqlite3', 'drizzle-orm', 'zod'] },
  {
    folder: 'src-main/images',
    mayImport: ['src-main/processes', 'src-shared', 'node:*', 'sharp', 'dejavu-fonts-ttf', 'zod'],
  },
  {
    folder: 'src-main/engine',
    mayImport: [
      'src-main/images/open.ts',
      'src-main/processes',
      'src-shared',
      'node:*',
      'sharp',
      'dejavu-fonts-ttf',
      'zod',
    ],
  },
  {
    folder: 'src-main/engine/faces',
    mayImport: [
      'src-main/engine',
      'src-main/images/open.ts',
      'src-shared',
      'node:*',
      '@tensorflow/*',
      '@vladmandic/face-api',
    ],
  },
  {
    folder: 'src-main/engine/tensorflow',
    mayImport: ['src-main/engine/protobuf', 'src-shared', 'node:*', ...TENSORFLOW_PACKAGES],
  },

  { folder: 'src-main/cli', mayImport: [...SHELL, 'src-main/headless', 'commander'] },
  { folder: 'src-main/headless', mayImport: [...SHELL, 'src-main/media', '@orpc/server'] },
  {
    folder: 'src-main/electron',
    mayImport: [
      ...SHELL,
      'src-main/engine/channel.ts',
      'src-main/processes',
      IMAGES_CLIENT,
      'src-main/media',
      '@orpc/contract',
      '@orpc/server',
      'electron',
    ],
  },
  /** What starts child processes, and a child's side of the pipe. */
  { folder: 'src-main/processes', mayImport: ['src-shared', 'node:*'] },

  /** Runs before anything is installed. */
  { folder: 'scripts', mayImport: ['node:*'] },
];
