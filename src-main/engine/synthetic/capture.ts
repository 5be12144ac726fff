/** The camera: sharpness, exposure, colour cast, grain, JPEG. Chosen by the seed alone, never by whether a face is real. */
import sharp from 'sharp';
import { createRandom, type Random } from '#shared/domain/random.ts';
import type { Colour } from './colour.ts';

export type Capture = {
  /** Standard deviation of a Gaussian, in pixels of a 224 px image. */
  readonly blur: number;
  /** Per channel. */
  readonly gain: Colour;
  readonly contrast: number;
  /** Standard deviation of the grain, in grey levels; and the share of it that is the same in all channels. */
  readonly grain: number;
  /** 1..100. */
  readonly quality: number;
  readonly grainSeed: number;
};

/** Drawn at this many times its size, then averaged down. */
const OVERSAMPLING = 1.5;
const [LOWEST_QUALITY, HIGHEST_QUALITY] = [75, 95];

export function chooseCapture(random: Random): Capture {
  const exposure = random.between(0.86, 1.12);
  const warmth = random.between(-0.06, 0.06);
  return {
    blur: random.between(0.35, 0.8),
    gain: [exposure * (1 + warmth), exposure, exposure * (1 - warmth)],
    contrast: random.between(0.9, 1.1),
    grain: random.between(1.2, 4.8),
    quality: LOWEST_QUALITY + random.integer(HIGHEST_QUALITY - LOWEST_QUALITY + 1),
    grainSeed: random.integer(2 ** 32),
  };
}

/** @param svg of any size @returns a JPEG of sizePx x sizePx */
export async function takePicture(
  toSvg: (sizePx: number) => string,
  capture: Capture,
  sizePx: number,
): Promise<Buffer> {
  const drawn = Buffer.from(toSvg(Math.round(sizePx * OVERSAMPLING)));
  const { data } = await sharp(drawn)
    .resize({ width: sizePx, height: sizePx, kernel: 'linear' })
    .removeAlpha()
    .blur(Math.max(0.3, (capture.blur * sizePx) / 224))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expose(data, capture);
  return sharp(data, { raw: { width: sizePx, height: sizePx, channels: 3 } })
    .jpeg({ quality: capture.quality })
    .toBuffer();
}

/** In place. [height, width, 3] uint8. */
function expose(pixels: Buffer, { gain, contrast, grain, grainSeed }: Capture): void {
  const random = createRandom(grainSeed);
  for (let i = 0; i < pixels.length; i += 3) {
    const shared = grain * gaussian(random);
    for (let channel = 0; channel < 3; channel++) {
      const value = ((pixels[i + channel] ?? 0) - 128) * contrast + 128;
      const own = 0.35 * grain * (2 * random.next() - 1);
      pixels[i + channel] = Math.min(255, Math.max(0, Math.round(value * (gain[channel] ?? 1) + shared + own)));
    }
  }
}

/** Close to a standard normal: three uniform numbers, whose sum has variance 1/4. */
const gaussian = (random: Random) => 2 * (random.next() + random.next() + random.next() - 1.5);
