import { describe, expect, it } from 'vitest';
import { codeOf, importsOf } from './source-text.ts';

const specifiersOf = (text: string) => importsOf(text).map(({ specifier }) => specifier);

describe('importsOf', () => {
  it('finds every form of import, with its line', () => {
    const text = [
      `import first from 'a';`,
      `import type { Second } from "b/c";`,
      `import {`,
      `  third,`,
      `} from './d.ts';`,
      `import 'e';`,
      `export * from 'f';`,
      `export { type G } from 'g';`,
      `const h = await import('h');`,
      `const i = import(\`i\`);`,
      `const j = require('j');`,
      `const k = createRequire(import.meta.url)('k/l') as K;`,
      `const m = createRequire(import.meta.url).resolve('m');`,
      `type N = import('n').N;`,
      `const o = import.meta.resolve('o');`,
    ].join('\n');

    expect(importsOf(text)).toEqual(
      [
        [1, 'a'],
        [2, 'b/c'],
        [5, './d.ts'],
        [6, 'e'],
        [7, 'f'],
        [8, 'g'],
        [9, 'h'],
        [10, 'i'],
        [11, 'j'],
        [12, 'k/l'],
        [13, 'm'],
        [14, 'n'],
        [15, 'o'],
      ].map(([line, specifier]) => ({ line, specifier })),
    );
  });

  it('takes no comment, text, template or regular expression for one', () => {
    const text = [
      `// import a from 'a';`,
      `/* import b from 'b'; */ const x = 1;`,
      `/** {@link import('c')} */`,
      `const d = "import d from 'd'";`,
      `const e = \`import e from "e"; \${nested(\`import f from "f"\`)}\`;`,
      `const g = /import g from 'g'/;`,
      `const h = Array.from('h');`,
    ].join('\n');

    expect(specifiersOf(text)).toEqual([]);
  });

  it('is not led astray by quotes in regular expressions, divisions, or apostrophes in a page', () => {
    const text = [
      `const quote = /['"\`]/; import a from 'a';`,
      `const half = size / 2; import b from 'b'; const third = (x + y) / 3;`,
      `const slash = /[/']\\/'/.test(x); import c from 'c';`,
      `return /'/.test(x); import d from 'd';`,
      `const page = <p>Don't</p>;`,
      `import e from 'e';`,
      `const text = 'it\\'s'; import f from 'f';`,
      `const nested = \`\${{ a: '}' }.a} '\`; import g from 'g';`,
    ].join('\n');

    expect(specifiersOf(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('codeOf', () => {
  it('keeps length, lines and quotes, and blanks out what is not code', () => {
    const text = "a('b'); // c\n/* d\ne */ `f\ng` + /h/i";
    const code = "a(' ');     \n    \n     ` \n ` +    i";

    expect(codeOf(text)).toBe(code);
  });
});
