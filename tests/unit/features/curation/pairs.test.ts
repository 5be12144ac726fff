import { describe, expect, it } from 'vitest';
import { findPairs } from '#main/features/curation/audit/pairs.ts';
import type { SplitName } from '#shared/contract/datasets.ts';
import type { Label } from '#shared/domain/labels.ts';
import { ImageId } from '#shared/domain/records.ts';
import { result } from '#tests/unit/metrics/probe-expected.ts';

type Given = { sha: string; hash?: number | null; split?: SplitName | null; label?: Label };

/** `hash`: its first byte, the others alike. */
const imagesOf = (...given: readonly Given[]) =>
  given.map(({ sha, hash = 0, split = null, label = 1 }, i) => ({
    id: ImageId.parse(i + 1),
    sha256: sha,
    split,
    label,
    measures: hash === null ? null : { hash: Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? hash : 0x55)) },
  }));

const pairsOf = (...given: readonly Given[]) => result(findPairs(imagesOf(...given)));

describe('copies', () => {
  it('are exact where the file is the same, near where few bits differ, and none beyond', () => {
    const images = imagesOf({ sha: 'a' }, { sha: 'a' }, { sha: 'b', hash: 0b11 }, { sha: 'c', hash: 0xff });
    images[3]!.measures!.hash[15] = 0xaa; // with the first byte sixteen bits from the others, fourteen from the third
    const found = result(findPairs(images));
    expect(found).toMatchObject({ exactPairCount: 1, nearPairCount: 2, crossSplitPairCount: 0 });
    expect(found.pairs).toEqual([
      { first: 1, second: 2, distance: 0, isExact: true },
      { first: 1, second: 3, distance: 2, isExact: false },
      { first: 2, second: 3, distance: 2, isExact: false },
    ]);
  });

  it('count as across splits only where both images have one', () => {
    const found = pairsOf(
      { sha: 'a', split: 'train' },
      { sha: 'a', split: 'test' },
      { sha: 'a' },
      { sha: 'a', split: 'test' },
    );
    expect(found).toMatchObject({ exactPairCount: 6, crossSplitPairCount: 2 });
  });

  it('are listed worst first: across splits, then other labels, then by distance', () => {
    const found = pairsOf(
      { sha: 'a', hash: 0, split: 'train' },
      { sha: 'b', hash: 1, split: 'train' },
      { sha: 'c', hash: 0b11, split: 'train', label: 0 },
      { sha: 'd', hash: 0b1111, split: 'test' },
    );
    expect(found.pairs.map(({ first, second, distance }) => [first, second, distance])).toEqual([
      [3, 4, 2], // across splits and other labels
      [2, 4, 3],
      [1, 4, 4],
      [2, 3, 1], // other labels
      [1, 3, 2],
      [1, 2, 1],
    ]);
  });

  it('are found of pictures that could not be measured, where the file is the same', () => {
    expect(pairsOf({ sha: 'a', hash: null }, { sha: 'a', hash: null }, { sha: 'b', hash: null })).toMatchObject({
      exactPairCount: 1,
      nearPairCount: 0,
    });
  });

  it('are counted all in a crowd, and listed up to 200 with the worst among them', () => {
    const crowd = Array.from(
      { length: 3_000 },
      (_, i): Given => ({ sha: i < 1_500 ? 'same' : `${i}`, split: i === 2_999 ? 'test' : 'train' }),
    );
    const found = pairsOf(...crowd);
    const all = (3_000 * 2_999) / 2;
    const exact = (1_500 * 1_499) / 2;
    expect(found).toMatchObject({ exactPairCount: exact, nearPairCount: all - exact, crossSplitPairCount: 2_999 });
    expect(found.pairs.length).toBeLessThanOrEqual(200);
    expect(found.pairs[0]).toMatchObject({ second: 3_000 });
  });

  it('are none where every picture is another', () => {
    const found = pairsOf({ sha: 'a', hash: 0 }, { sha: 'b', hash: null });
    expect(found).toEqual({ exactPairCount: 0, nearPairCount: 0, crossSplitPairCount: 0, pairs: [] });
  });
});
