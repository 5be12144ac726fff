import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { linkPrefix } from '#main/features/training/prefix-link.ts';

let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);
const run = (name: string) => {
  mkdirSync(at('workspace', 'runs', name), { recursive: true });
  return at('workspace', 'runs', name);
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-prefix-'));
  const own = folder;
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
});

describe("the link from the reference's prefix to a run", () => {
  it('is made with the folders above it, and moves on to a later run', () => {
    const link = at('log', 'ResNet');
    expect(linkPrefix(link, run('first'))).toBeNull();
    expect(readlinkSync(link)).toBe(run('first'));
    expect(linkPrefix(link, run('second'))).toBeNull();
    expect(linkPrefix(link, run('second'))).toBeNull(); // resumed
    expect(readlinkSync(link)).toBe(run('second'));
  });

  it('is not made where the prefix is empty', () => {
    expect(linkPrefix('', run('first'))).toBeNull();
    expect(readdirSync(folder)).toEqual(['workspace']);
  });

  it("leaves alone what is not its own: a folder, a file, somebody's link", () => {
    mkdirSync(at('results'));
    writeFileSync(at('results', 'theirs.txt'), 'theirs');
    symlinkSync(at('results'), at('link'));
    for (const name of ['results', 'results/theirs.txt', 'link'])
      expect(linkPrefix(at(name), run('first'))).toMatch(/is there already and is no link of Facet's.*The run is in/);
    expect(readFileSync(at('link', 'theirs.txt'), 'utf8')).toBe('theirs');
  });

  it('says why where it cannot be made', () => {
    writeFileSync(at('file'), '');
    expect(linkPrefix(at('file', 'log'), run('first'))).toMatch(
      /could not be made a link: (ENOTDIR|EEXIST).*The run is in/,
    );
  });
});
