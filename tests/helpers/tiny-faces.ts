/** Pictures that a network tells apart at once, for tests of everything but its skill: a warm disc is "real", a cold one "fake". */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';

const SIZE_PX = 32;
const RADIUS_PX = 11;
/** Red, green, blue of the disc, 0..255. */
const COLOURS: Readonly<Record<Label, readonly [number, number, number]>> = {
  [REAL]: [220, 150, 110],
  [FAKE]: [60, 110, 200],
};

export type TinyFacesOptions = {
  /** Half of them real. */
  readonly count: number;
  readonly seed?: number;
  /** Of the CSV. */
  readonly name?: string;
};

/** Draws `count` PNGs of 32 x 32 px, real and fake by turns, and the CSV that names them. Returns the CSV's path. */
export async function drawTinyFaces(
  folder: string,
  { count, seed = 1, name = 'faces' }: TinyFacesOptions,
): Promise<string> {
  mkdirSync(path.join(folder, name), { recursive: true });
  const rows = Array.from({ length: count }, (_, i) => ({
    file: `${name}/${i}.png`,
    label: (i % 2 === 0 ? REAL : FAKE) as Label,
  }));
  await Promise.all(
    rows.map(({ file, label }, i) =>
      tinyFace(label, { seed, index: i }).then((png) => writeFileSync(path.join(folder, file), png)),
    ),
  );
  const csv = path.join(folder, `${name}.csv`);
  writeFileSync(csv, `path,real\n${rows.map(({ file, label }) => `${file},${label}\n`).join('')}`);
  return csv;
}

/** One of them as PNG; the same numbers give the same picture. */
export function tinyFace(
  label: Label,
  { seed, index }: { readonly seed: number; readonly index: number },
): Promise<Buffer> {
  const random = createRandom(seed, index);
  const centre = { x: SIZE_PX / 2 + 6 * (random.next() - 0.5), y: SIZE_PX / 2 + 6 * (random.next() - 0.5) };
  const brightness = 0.8 + 0.2 * random.next();
  const pixels = Buffer.alloc(SIZE_PX * SIZE_PX * 3);
  for (let at = 0; at < pixels.length; at++) {
    const [x, y] = [Math.floor(at / 3) % SIZE_PX, Math.floor(at / 3 / SIZE_PX)];
    const isInside = Math.hypot(x - centre.x, y - centre.y) < RADIUS_PX;
    const plain = isInside ? brightness * (COLOURS[label][at % 3] ?? 0) : 90;
    pixels[at] = Math.min(255, plain + 40 * random.next()); // noise, so that no two pictures are the same
  }
  return sharp(pixels, { raw: { width: SIZE_PX, height: SIZE_PX, channels: 3 } })
    .png()
    .toBuffer();
}

/** A training of seconds on `faces.csv` in the working directory, with everything on that has to be repeated exactly; ten steps an epoch for 48 faces. */
const TINY_CONFIG = `network: resnet18
seed: 7
device: cpu
threads: 2 # the same on every machine
data:
  train: faces.csv
  random_split: True
  test_proportions: 0.16667
input_size: { height: 32, width: 32 }
optimizer: { type: Adam, lr: 1e-3, weight_decay: 1e-4 }
scheduler: { type: step, step_size: 1, gamma: 0.5 }
batch_size: 4
num_epochs: 2
dropout_rate: 0.3
augmentation: { flip: 0.5, crop: 0.2, brightness: 0.2, jpeg_quality: [70, 95], blur: 0.6 }
keep_checkpoints: 1
`;

/** Draws 48 faces and writes the configuration that trains on them, as `faces.csv` and `tiny.yaml`. */
export async function prepareTinyTraining(folder: string): Promise<void> {
  await drawTinyFaces(folder, { count: 48 });
  writeFileSync(path.join(folder, 'tiny.yaml'), TINY_CONFIG);
}
