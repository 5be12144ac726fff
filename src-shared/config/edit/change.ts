/** Characters `from` to `to` become `insert`. */
export type TextChange = { readonly from: number; readonly to: number; readonly insert: string };

export const applyChange = (text: string, { from, to, insert }: TextChange): string =>
  text.slice(0, from) + insert + text.slice(to);

/** The same change without what it puts back as it was: a typed digit stays one inserted character, for an editor's history and cursor. */
export function narrowed(text: string, { from, to, insert }: TextChange): TextChange {
  const replaced = text.slice(from, to);
  const shorter = Math.min(replaced.length, insert.length);
  let before = 0;
  while (before < shorter && replaced[before] === insert[before]) before++;
  let after = 0;
  while (after < shorter - before && replaced.at(-1 - after) === insert.at(-1 - after)) after++;
  return { from: from + before, to: to - after, insert: insert.slice(before, insert.length - after) };
}
