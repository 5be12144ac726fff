/** Which of a folder's entries a person sees and may pick. */
import type { FolderEntry } from '#shared/contract/files.ts';

export type EntryKind = FolderEntry['kind'];

export type EntryFilter = {
  /** What may be picked. Folders are shown whatever stands here: they lead on. */
  readonly kinds: readonly EntryKind[];
  /** Parts of the name, in any order and case. */
  readonly text: string;
};

export type ShownEntries = {
  readonly entries: readonly FolderEntry[];
  /** Files of other kinds. */
  readonly otherCount: number;
};

export function shownEntries(all: readonly FolderEntry[], { kinds, text }: EntryFilter): ShownEntries {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(({ kind }) => kind === 'folder' || kinds.includes(kind));
  return {
    entries: fitting.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word))),
    otherCount: all.length - fitting.length,
  };
}

/** Then Enter goes there; else it filters. */
export const looksLikePath = (text: string): boolean =>
  /^["']?(?:~|\/|[a-z]:|\.\.?(?:[/\\]|$))|[/\\]/i.test(text.trim());

const WORDS: Readonly<Record<EntryKind, string>> = {
  folder: 'folder',
  csv: 'CSV',
  image: 'image',
  weights: 'weights file',
  yaml: 'YAML file',
  other: 'file',
};

/** "CSV or folder" */
export function namedKinds(kinds: readonly EntryKind[]): string {
  const words = kinds.map((kind) => WORDS[kind]);
  const last = words.at(-1) ?? 'file';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** The entry so many further on, not beyond the ends; from nowhere, the first. */
export function stepped(
  entries: readonly FolderEntry[],
  { from, step }: { readonly from: FolderEntry | null; readonly step: number },
): FolderEntry | null {
  const at = from === null ? -1 : entries.indexOf(from);
  const target = at === -1 ? 0 : at + step;
  return entries[Math.max(0, Math.min(entries.length - 1, target))] ?? null;
}
