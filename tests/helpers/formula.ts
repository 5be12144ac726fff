/**
 * Weights, running statistics, images and labels as a function of (name, index), bit-equal in float32 with tests/parity/formula.py: both sides can
 * make the same network and the same batch from a name, so the expectations of a network with 134 million parameters fit into a small file.
 */

/** Entries of a tensor that are compared; a smaller tensor is compared whole. */
const SAMPLES = 64;
/** Uniform in +-sqrt(gain / fan in): keeps ResNet-18's evaluation logits of order 1 (torchvision's own fresh weights do not). */
const CONVOLUTION_GAIN = 5;
const LINEAR_GAIN = 3;

export type Scaling = { readonly scale?: number; readonly offset?: number };
export type ImageBatch = {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
};

/** offset + scale x unit, unit in [-1, 1): computed in float64, rounded once. Row-major, any shape of `count` entries. */
export function formulaTensor(
  name: string,
  count: number,
  { scale = 1, offset = 0 }: Scaling = {},
): Float32Array<ArrayBuffer> {
  const base = nameHash(name);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = offset + scale * unitOf(base, i); // a plain loop: there are tensors of 102 million
  return values;
}

/** A parameter or running statistic of a network with torchvision's names, in torchvision's layout. `gain`: of its convolutions. */
export function formulaParameter(
  name: string,
  torchShape: readonly number[],
  gain = CONVOLUTION_GAIN,
): Float32Array<ArrayBuffer> {
  return formulaTensor(name, sizeOf(torchShape), scalingOf(name, torchShape, gain));
}

/** One entry of `formulaParameter`. */
export function formulaParameterAt(
  { name, torchShape, gain }: { readonly name: string; readonly torchShape: readonly number[]; readonly gain: number },
  index: number,
): number {
  const { scale = 1, offset = 0 } = scalingOf(name, torchShape, gain);
  return Math.fround(offset + scale * unitOf(nameHash(name), index));
}

/** `count` numbers in [0, 1) in the place of random ones, multiples of 2^-24. */
export function formulaUniforms(name: string, count: number): Float32Array<ArrayBuffer> {
  const hashAt = hasher(name);
  return Float32Array.from({ length: count }, (_, i) => (hashAt(i) >>> 8) / 2 ** 24);
}

/** [count, height, width, 3] uint8: a slanted wave between a dark and a light level for each image and channel, and an eighth of noise. */
export function formulaImages({ name, count, height, width }: ImageBatch): Uint8Array<ArrayBuffer> {
  const images = new Uint8Array(count * height * width * 3);
  const waveAt = hasher(`${name}/waves`);
  const levelAt = hasher(`${name}/levels`);
  const noiseAt = hasher(`${name}/noise`);
  const waves = Array.from({ length: count * 3 }, (_, i) => {
    const shape = waveAt(i);
    const levels = levelAt(i);
    return {
      cyclesX: (shape % 5) - 2,
      cyclesY: ((shape >>> 8) % 5) - 2,
      phase: (shape >>> 16) % 512,
      dark: levels % 256,
      light: (levels >>> 8) % 256,
    };
  });
  for (let i = 0; i < images.length; i++) {
    const pixel = Math.floor(i / 3);
    const x = Math.floor(((pixel % width) * 512) / width);
    const y = Math.floor(((Math.floor(pixel / width) % height) * 512) / height);
    const { cyclesX, cyclesY, phase, dark, light } = waves[Math.floor(pixel / (width * height)) * 3 + (i % 3)]!;
    const position = (cyclesX * x + cyclesY * y + phase) & 511; // floored, as Python's %
    const waveHeight = Math.min(position, 511 - position);
    const wave = Math.floor((dark * (255 - waveHeight) + light * waveHeight) / 255);
    images[i] = (7 * wave + (noiseAt(i) >>> 24)) >> 3;
  }
  return images;
}

/** 0, 1, ..., classes - 1, 0, 1, ... */
export const formulaLabels = (count: number, classes = 2): Int32Array<ArrayBuffer> =>
  Int32Array.from({ length: count }, (_, i) => i % classes);

/** Which entries of a flattened tensor are compared: all where there are at most so many, else so many drawn with replacement. */
export function samplePositions(name: string, count: number, most = SAMPLES): Uint32Array<ArrayBuffer> {
  if (count <= most) return Uint32Array.from({ length: count }, (_, i) => i);
  const hashAt = hasher(`sample/${name}`);
  return Uint32Array.from({ length: most }, (_, i) => hashAt(i) % count);
}

/** The 32-bit hash of (name, index). */
export function hasher(name: string): (index: number) => number {
  const base = nameHash(name);
  return (index) => finalize(finalize(index) ^ base);
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo), of the name's UTF-8 bytes. */
export function nameHash(name: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

/** In [-1, 1): 24 bits of the hash, multiples of 2^-23, exact in float32. */
const unitOf = (base: number, index: number): number => (finalize(finalize(index) ^ base) >>> 8) / 2 ** 23 - 1;

/** murmur3's finaliser (A. Appleby). */
function finalize(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function scalingOf(name: string, torchShape: readonly number[], gain: number): Scaling {
  const [, fanIn = 1, height = 1, width = 1] = torchShape;
  if (torchShape.length === 4) return { scale: Math.sqrt(gain / (fanIn * height * width)) };
  if (torchShape.length === 2) return { scale: Math.sqrt(LINEAR_GAIN / fanIn) };
  if (name.endsWith('running_var')) return { scale: 0.5, offset: 1 };
  if (name.endsWith('running_mean') || name.endsWith('bias')) return { scale: 0.1 };
  if (name.endsWith('weight')) return { scale: 0.25, offset: 1 };
  throw new Error(`no formula for ${name} [${torchShape.join(', ')}]`);
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
