/** Tries that are kept: the newest few, with the maps that their pictures are drawn from. */
import { randomBytes } from 'node:crypto';
import { type TriedImage, type Try, TryId } from '#shared/contract/tries.ts';
import { AppError } from '#shared/errors.ts';
import type { NamedImage } from './list-images.ts';

/** What a picture of a try is drawn from. */
export type TriedPicture = {
  readonly file: string;
  readonly sha256: string;
  readonly map: { readonly values: Float32Array; readonly rows: number; readonly columns: number } | null;
};

export type KeptTry = {
  readonly facts: Try;
  /** In the order of its images. */
  readonly listed: readonly NamedImage[];
  /** Folders that were uploaded for its images. */
  readonly uploads: readonly string[];
  /** By the index of the image; bad ones are left out. */
  readonly pictures: ReadonlyMap<number, TriedPicture>;
};

export type TryShelf = ReturnType<typeof createTryShelf>;

const KEPT = 8;

type NewTry = { readonly facts: Omit<Try, 'id'> } & Pick<KeptTry, 'listed' | 'uploads'>;

/** `onForget` hears of folders that no try is of any more, since theirs gave way to newer ones. */
export function createTryShelf({ onForget }: { readonly onForget: (uploads: readonly string[]) => void }) {
  const kept = new Map<TryId, KeptTry>();
  const find = (id: TryId): KeptTry => {
    const found = kept.get(id);
    if (found !== undefined) return found;
    throw new AppError('not_found', 'These images are no longer kept.', { hint: 'Try them once more.' });
  };
  const uploadsOf = (tries: Iterable<KeptTry>) => [...new Set([...tries].flatMap(({ uploads }) => uploads))];
  return {
    add: ({ facts, listed, uploads }: NewTry): TryId => {
      const id = TryId.parse(`t${randomBytes(8).toString('hex')}`);
      kept.set(id, { facts: { ...facts, id }, listed, uploads, pictures: new Map() });
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) {
        const before = uploadsOf(kept.values());
        kept.delete(oldest);
        const after = new Set(uploadsOf(kept.values()));
        onForget(before.filter((folder) => !after.has(folder)));
      }
      return id;
    },

    /** @throws not_found */
    get: find,

    /** Of one that was forgotten meanwhile, nothing. */
    change: (id: TryId, change: Partial<Omit<Try, 'id' | 'images'>>): void => {
      const found = kept.get(id);
      if (found !== undefined) kept.set(id, { ...found, facts: { ...found.facts, ...change } });
    },

    /** Puts images in the place of those with the same index. */
    put: (id: TryId, images: readonly TriedImage[], pictures: ReadonlyMap<number, TriedPicture> = new Map()): void => {
      const found = kept.get(id);
      if (found === undefined) return;
      const news = new Map(images.map((image) => [image.index, image]));
      kept.set(id, {
        ...found,
        facts: { ...found.facts, images: found.facts.images.map((image) => news.get(image.index) ?? image) },
        pictures: new Map([...found.pictures, ...pictures]),
      });
    },

    /** Of all that are kept. */
    uploads: (): readonly string[] => uploadsOf(kept.values()),
  };
}
