import { describe, expect, it } from 'vitest';
import { hammingDistance, nearHashes, WORDS } from '#main/features/curation/audit/near-hashes.ts';
import { createRandom, type Random } from '#shared/domain/random.ts';
import { result } from '#tests/unit/metrics/probe-expected.ts';

const randomHash = (random: Random) => Array.from({ length: WORDS }, () => random.integer(2 ** 32));

function flipped(hash: readonly number[], bits: number, random: Random): number[] {
  const copy = [...hash];
  const places = new Set<number>();
  while (places.size < bits) places.add(random.integer(32 * WORDS));
  for (const place of places) copy[place >> 5] = ((copy[place >> 5] ?? 0) ^ (1 << (place & 31))) >>> 0;
  return copy;
}

describe('nearHashes', () => {
  it('finds the same pairs as comparing each with each', () => {
    const random = createRandom(1);
    const originals = Array.from({ length: 120 }, () => randomHash(random));
    const copies = originals.flatMap((hash, i) => [flipped(hash, i % 14, random), flipped(hash, 1 + (i % 5), random)]);
    // Alike in most bits, as hashes of faces are.
    const crowded = Array.from({ length: 200 }, () => flipped(originals[0] ?? [], random.integer(20), random));
    const hashes = Uint32Array.from([...originals, ...copies, ...crowded].flat());
    const wanted: string[] = [];
    for (let a = 0; a < hashes.length / WORDS; a++)
      for (let b = a + 1; b < hashes.length / WORDS; b++) {
        const distance = hammingDistance(hashes, a, b);
        if (distance <= 8) wanted.push(`${a} ${b} ${distance}`);
      }
    const found = result(nearHashes(hashes, 8)).map(({ first, second, distance }) => `${first} ${second} ${distance}`);
    expect(wanted.length).toBeGreaterThan(300);
    expect(found.sort()).toEqual(wanted.sort());
  });

  it('counts bits', () => {
    const hashes = Uint32Array.from([...[0, 0, 0, 0], ...[0xffffffff, 1, 0x80000000, 0b1010]]);
    expect(hammingDistance(hashes, 0, 1)).toBe(32 + 1 + 1 + 2);
  });

  it('has nothing to say of none and of one', () => {
    expect(result(nearHashes(new Uint32Array(), 8))).toEqual([]);
    expect(result(nearHashes(Uint32Array.of(1, 2, 3, 4), 8))).toEqual([]);
  });
});
