/** Pieces of Markdown. Names come from users: none may become markup, in a page that shows the card least of all. */

/** One line of plain text. */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');

/** Rows of cells that are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const list = (lines: readonly (string | null)[]): string =>
  lines
    .filter((line) => line !== null)
    .map((line) => `- ${line}`)
    .join('\n');

export const code = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Sections, those that are empty left out. */
export const sections = (...all: readonly (readonly [title: string, text: string] | null)[]): string =>
  all
    .filter((section) => section !== null)
    .map(([title, text]) => `## ${title}\n\n${text}`)
    .join('\n\n');
