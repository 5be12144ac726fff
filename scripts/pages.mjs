#!/usr/bin/env node
/** `npm run pages`: builds the pages where their sources changed. FACET_PAGES names another folder for them. */
import { bringNode, findNode } from './bootstrap/node.mjs';
import { buildPages, buildPagesInto, pagesState } from './bootstrap/pages.mjs';
import { reportProblems } from './bootstrap/problem.mjs';
import { surroundings } from './bootstrap/setup.mjs';

await reportProblems(async () => {
  const { root, cache, pins } = surroundings();
  const out = process.stdout;
  const nodePath = findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out }));
  const { FACET_PAGES: folder } = process.env;
  if (folder) await buildPagesInto(folder, { root, cache, out, nodePath });
  else if (pagesState(root) === 'current') out.write('Pages: built already\n');
  else await buildPages({ root, cache, out, nodePath });
});
