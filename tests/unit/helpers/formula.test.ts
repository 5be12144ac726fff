import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  formulaImages,
  formulaLabels,
  formulaParameter,
  hasher,
  nameHash,
  samplePositions,
} from '#tests/helpers/formula.ts';

const Sampled = z.object({ name: z.string(), shape: z.array(z.int()), first: z.array(z.number()), sha256: z.string() });
const Expected = z.object({
  nameHashes: z.record(z.string(), z.int()),
  hashes: z.object({ name: z.string(), values: z.array(z.int()) }),
  parameters: z.array(Sampled),
  images: Sampled.omit({ shape: true }).extend({ count: z.int(), height: z.int(), width: z.int() }),
  labels: z.array(z.int()),
  samplePositions: z.object({ name: z.string(), count: z.int(), sha256: z.string() }),
});

/** Written by tests/parity/formula.py through expectations.py: the same formula in Python. */
const expected = Expected.parse(JSON.parse(readFileSync('tests/parity/formula.expected.json', 'utf8')));

const sha256 = (values: Float32Array | Uint8Array | Uint32Array) =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

describe('the formula behind the parity expectations', () => {
  it('hashes names as FNV-1a does: the published values of "", "a" and "foobar"', () => {
    expect(['', 'a', 'foobar'].map(nameHash)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  it('hashes names and indices as Python does', () => {
    const names = Object.keys(expected.nameHashes);
    expect(Object.fromEntries(names.map((name) => [name, nameHash(name)]))).toEqual(expected.nameHashes);
    expect(expected.hashes.values.map((_, i) => hasher(expected.hashes.name)(i))).toEqual(expected.hashes.values);
  });

  it.each(expected.parameters)('gives $name bit for bit as Python does', ({ name, shape, first, sha256: hash }) => {
    const values = formulaParameter(name, shape);
    // The decimals have ten digits, float32 has seven; they only make a difference readable.
    first.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 8);
    });
    expect(sha256(values)).toBe(hash);
  });

  it('gives images and labels bit for bit as Python does', () => {
    const images = formulaImages(expected.images);
    expect([...images.subarray(0, expected.images.first.length)]).toEqual(expected.images.first);
    expect(sha256(images)).toBe(expected.images.sha256);
    expect([...formulaLabels(expected.labels.length)]).toEqual(expected.labels);
  });

  it('draws the same sample as Python does, and takes a small tensor whole', () => {
    const { name, count, sha256: hash } = expected.samplePositions;
    expect(sha256(samplePositions(name, count))).toBe(hash);
    expect([...samplePositions('fc.bias', 2)]).toEqual([0, 1]);
  });

  it('gives another tensor for another name', () => {
    const first = formulaParameter('layer1.0.conv1.weight', [64, 64, 3, 3]);
    const second = formulaParameter('layer1.0.conv2.weight', [64, 64, 3, 3]);
    const same = first.filter((value, i) => value === second[i]).length;
    expect(same).toBeLessThan(5); // of 36,864 draws from 2^24 values
  });

  it('has no formula for a name it does not know', () => {
    expect(() => formulaParameter('bn1.something', [64])).toThrow('bn1.something [64]');
  });
});
