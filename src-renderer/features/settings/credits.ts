/** Whose work Facet stands on: what is inside the program or its pages. A test holds the list against the installed packages. */

export type Credit = { readonly name: string; readonly licence: string; readonly does: string };

export const CREDITS: readonly Credit[] = [
  { name: '@tensorflow/tfjs-node-gpu', licence: 'Apache-2.0', does: 'the binding between Node and TensorFlow' },
  { name: '@vladmandic/face-api', licence: 'MIT', does: 'faces and their landmarks' },
  { name: 'better-sqlite3', licence: 'MIT', does: 'the database' },
  { name: 'drizzle-orm', licence: 'Apache-2.0', does: 'typed queries' },
  { name: 'sharp', licence: 'Apache-2.0', does: 'reading and drawing images' },
  { name: 'zod', licence: 'MIT', does: 'checking what comes in' },
  { name: 'yaml', licence: 'ISC', does: 'configurations with their comments' },
  { name: 'csv-parse', licence: 'MIT', does: 'reading tables' },
  { name: 'pino', licence: 'MIT', does: 'the log' },
  { name: 'commander', licence: 'MIT', does: 'the command line' },
  { name: '@orpc/server', licence: 'MIT', does: 'calls between the pages and the program' },
  { name: 'dejavu-fonts-ttf', licence: 'Bitstream Vera', does: 'numbers on heat maps' },
  { name: 'electron', licence: 'MIT', does: 'the window' },
  { name: 'react', licence: 'MIT', does: 'the pages' },
  { name: '@mui/material', licence: 'MIT', does: 'controls' },
  { name: '@tanstack/react-query', licence: 'MIT', does: 'answers and their age' },
  { name: '@tanstack/react-router', licence: 'MIT', does: 'every view as a link' },
  { name: '@tanstack/react-virtual', licence: 'MIT', does: 'lists of any length' },
  { name: 'echarts', licence: 'Apache-2.0', does: 'curves' },
  { name: '@codemirror/view', licence: 'MIT', does: 'the editor' },
  { name: 'zustand', licence: 'MIT', does: 'small stores' },
  { name: '@fontsource-variable/inter', licence: 'OFL-1.1', does: 'the typeface Inter' },
];
