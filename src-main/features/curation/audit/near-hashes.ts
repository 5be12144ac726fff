/**
 * Hashes that differ in few bits, without comparing each with each. Source: Norouzi, Punjani and Fleet 2012, "Fast search in Hamming space with
 * multi-index hashing": of k + 1 bands, two hashes that differ in at most k bits are equal in one. Each band takes every (k + 1)th bit, since neighbouring bits
 * of a picture's hash are alike.
 */

import { HASH_BITS } from '#shared/contract/datasets.ts';

/** [N, WORDS] uint32: the words of each hash. */
export type Hashes = Uint32Array;

export const WORDS = HASH_BITS / 32;

export type NearHashes = { readonly first: number; readonly second: number; readonly distance: number };

/** Comparisons between two pauses: about 5 ms. */
const PAUSE_AFTER = 500_000;

/** Positions of different hashes at most `maxDistance` apart, each pair once, the lower position first. Yields now and then. */
export function* nearHashes(hashes: Hashes, maxDistance: number): Generator<void, readonly NearHashes[]> {
  const bands = maxDistance + 1;
  const count = hashes.length / WORDS;
  const keys = Array.from({ length: bands }, (_, band) => bandKeys(hashes, { band, bands }));
  const found: NearHashes[] = [];
  let comparisons = 0;
  for (const [band, own] of keys.entries()) {
    const earlier = keys.slice(0, band);
    const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => own[a]! - own[b]!);
    yield;
    for (let start = 0, end = 0; start < count; start = end) {
      while (end < count && own[order[end]!] === own[order[start]!]) end++;
      for (let i = start; i < end; i++)
        for (let j = i + 1; j < end; j++) {
          if (++comparisons % PAUSE_AFTER === 0) yield;
          const [a, b] = [order[i]!, order[j]!];
          const distance = hammingDistance(hashes, a, b);
          if (distance > maxDistance || earlier.some((key) => key[a] === key[b])) continue; // found in an earlier band
          found.push({ first: Math.min(a, b), second: Math.max(a, b), distance });
        }
    }
  }
  return found;
}

export function hammingDistance(hashes: Hashes, a: number, b: number): number {
  let distance = 0;
  for (let word = 0; word < WORDS; word++) distance += setBits(hashes[WORDS * a + word]! ^ hashes[WORDS * b + word]!);
  return distance;
}

/** H. S. Warren 2012, "Hacker's delight", figure 5-2. */
function setBits(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}

/** [N] the bits band, band + bands, band + 2 bands, ... of each hash. */
function bandKeys(hashes: Hashes, { band, bands }: { band: number; bands: number }): Uint32Array {
  const keys = new Uint32Array(hashes.length / WORDS);
  for (let i = 0; i < keys.length; i++) {
    let key = 0;
    for (let bit = band; bit < HASH_BITS; bit += bands)
      key = (key << 1) | ((hashes[WORDS * i + (bit >> 5)]! >>> (bit & 31)) & 1);
    keys[i] = key >>> 0;
  }
  return keys;
}
