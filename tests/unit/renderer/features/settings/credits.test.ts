import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CREDITS } from '#renderer/features/settings/credits.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8'));

/** Of the set-up alone, or parts of what is named already. */
const NOT_IN_THE_PROGRAM = ['node-api-headers', '@orpc/client', '@orpc/contract'];

describe('the credits', () => {
  it('name every package that the program is made of', () => {
    const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
    const named = CREDITS.map(({ name }) => name);
    const missing = Object.keys(dependencies).filter(
      (name) => !named.includes(name) && !NOT_IN_THE_PROGRAM.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it('give the licence that the package itself gives', () => {
    const different = CREDITS.flatMap(({ name, licence }) => {
      const { license } = read(`node_modules/${name}/package.json`) as { license?: string };
      return name === 'dejavu-fonts-ttf' || license === licence ? [] : [`${name}: ${license}`]; // the fonts' licence is a file
    });
    expect(different).toEqual([]);
  });
});
