/** A heat map laid over its face, on a colour scale that several maps may share. */
import sharp from 'sharp';
import { colourTable, type Rgb } from '#shared/domain/colour-scales.ts';
import type { TaskOf } from './messages.ts';
import { decodingError } from './open.ts';
import { openKnown, TIMEOUT } from './open-known.ts';

/** Share of the colour in the mixture; as in the pictures that `facet explain` draws. */
const OPACITY = 0.55;
const QUALITY = 85;
const COLOURS: readonly Rgb[] = colourTable('viridis');

/** WebP, longer side `sizePx`. @throws ImageError */
export async function drawOverlay({
  file,
  sha256,
  sizePx,
  crop,
  ...map
}: TaskOf<'overlay'>): Promise<Uint8Array<ArrayBuffer>> {
  const { image } = openKnown({ file, sha256 });
  const { data, info } = await image
    .resize(crop === null ? { ...within(sizePx), fit: 'inside' } : { ...scaledTo(crop, sizePx), fit: 'cover' })
    .timeout(TIMEOUT)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw decodingError(file, error);
    });
  const { width, height, channels } = info;
  const heat = upsample(map, { width, height });
  const mixed = new Uint8Array(width * height * 3);
  for (let i = 0; i < heat.length; i++) {
    const colour = COLOURS[levelOf(heat[i]!, map.max)]!;
    for (let c = 0; c < 3; c++) {
      const face = data[i * channels + (channels < 3 ? 0 : c)]!;
      mixed[3 * i + c] = Math.round((1 - OPACITY) * face + OPACITY * colour[c]!);
    }
  }
  const webp = await sharp(mixed, { raw: { width, height, channels: 3 } })
    .webp({ quality: QUALITY, effort: 2 })
    .toBuffer();
  return new Uint8Array(webp);
}

export const within = (sizePx: number) => ({ width: sizePx, height: sizePx });

/** What the network saw of the picture, at the size asked for. */
export function scaledTo({ width, height }: { width: number; height: number }, sizePx: number) {
  const scale = sizePx / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** 0..255; a scale without any evidence on it is all zero. */
export const levelOf = (value: number, max: number) =>
  max > 0 ? Math.round(255 * Math.min(1, Math.max(0, value / max))) : 0;

export type HeatMap = {
  /** [rows, columns] */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
};

/**
 * Bilinear between the middles of the cells, as a network's own geometry has it (half-pixel centres); towards the edges the outermost cells go
 * on. Values are interpolated, not colours. -> [height, width]
 */
export function upsample(
  { values, rows, columns }: HeatMap,
  { width, height }: { readonly width: number; readonly height: number },
): Float32Array {
  const across = weights(width, columns);
  const down = weights(height, rows);
  const result = new Float32Array(width * height);
  let next = 0;
  for (const vertical of down)
    for (const horizontal of across) {
      const [top, bottom] = [vertical.first * columns, vertical.second * columns];
      const upper = mix(values[top + horizontal.first]!, values[top + horizontal.second]!, horizontal.share);
      const lower = mix(values[bottom + horizontal.first]!, values[bottom + horizontal.second]!, horizontal.share);
      result[next++] = mix(upper, lower, vertical.share);
    }
  return result;
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

/** For each pixel of one axis, the two cells around it and the share of the second. */
function weights(pixels: number, cells: number) {
  return Array.from({ length: pixels }, (_, i) => {
    const position = Math.min(cells - 1, Math.max(0, ((i + 0.5) * cells) / pixels - 0.5));
    const first = Math.floor(position);
    return { first, second: Math.min(cells - 1, first + 1), share: position - first };
  });
}
