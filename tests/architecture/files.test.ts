import { describe, expect, it } from 'vitest';
import { brokenFileRules } from './file-rules.ts';
import { readSourceFiles } from './source-files.ts';

describe('every source file', () => {
  const files = readSourceFiles(['src-shared', 'src-main', 'src-renderer', 'tests', 'scripts']);

  it('is short, named after what is in it, and free of default exports, console and .only', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap(brokenFileRules)).toEqual([]);
  });
});

describe('brokenFileRules', () => {
  it.each([
    ['src-shared/metrics/precision-recall.ts', 'export const a = 1;'],
    ['src-main/cli/main.ts', `// console.log\nconst text = 'export default';`],
    ['src-renderer/features/runs/RunsPage.tsx', 'export function RunsPage() {}'],
    ['tests/helpers/formula.ts', 'export const a = 1;'],
    ['tests/parity/load_state_dict.py', 'import torch'],
    ['scripts/facet.mjs', 'console.log(1);'],
    ['src-main/engine/a.ts', `${'\n'.repeat(400)}`],
  ])('has nothing to say against %s', (path, text) => {
    expect(brokenFileRules({ path, text })).toEqual([]);
  });

  it.each([
    ['src-main/engine/a.ts', '\n'.repeat(401), 'src-main/engine/a.ts has 401 lines; 400 is the most.'],
    ['src-main/engine/eventWriter.ts', '', 'src-main/engine/eventWriter.ts is not named in kebab-case.'],
    ['src-main/engine/EventWriter.tsx', '', 'src-main/engine/EventWriter.tsx is not named in kebab-case.'],
    ['src-main/cli/utils.ts', '', 'src-main/cli/utils.ts is named "utils", which does not say what is in it.'],
    ['tests/unit/misc.test.ts', '', 'tests/unit/misc.test.ts is named "misc", which does not say what is in it.'],
    ['src-main/common/a.ts', '', 'src-main/common/a.ts is named "common", which does not say what is in it.'],
    ['src-main/a.ts', '\nexport default 1;', 'src-main/a.ts:2 has a default export; exports are named.'],
    ['src-main/a.ts', 'export { a as default };', 'src-main/a.ts:1 has a default export; exports are named.'],
    ['src-main/a.ts', 'console.log(1);', 'src-main/a.ts:1 writes to the console; take the terminal or the logger.'],
    ['tests/unit/a.test.ts', 'it.skip.only();', 'tests/unit/a.test.ts:1 runs one test only (.only).'],
  ])('says of %s what is wrong', (path, text, sentence) => {
    expect(brokenFileRules({ path, text })).toEqual([sentence]);
  });
});
