/** A heat map as a picture of its own: whoever shows it chooses how much of the face shines through. */
import sharp from 'sharp';
import { COLOUR_SCALES, type ColourScale, colourTable, type Rgb } from '#shared/domain/colour-scales.ts';
import type { TaskOf } from './messages.ts';
import { levelOf, scaledTo, upsample } from './overlay.ts';

/** Even colours over large areas: little is lost at this one. */
const QUALITY = 90;
const TABLES = Object.fromEntries(COLOUR_SCALES.map((scale) => [scale, colourTable(scale)])) as Readonly<
  Record<ColourScale, readonly Rgb[]>
>; // one a scale

/** WebP, longer side `sizePx`. */
export async function drawHeatmap({ sizePx, aspect, ...map }: TaskOf<'heatmap'>): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = scaledTo(aspect, sizePx);
  const webp = await sharp(colourMap(map, { width, height }), { raw: { width, height, channels: 3 } })
    .webp({ quality: QUALITY, effort: 2 })
    .toBuffer();
  return new Uint8Array(webp);
}

/** -> [height, width, 3] uint8. */
export function colourMap(
  { scale, max, ...map }: Pick<TaskOf<'heatmap'>, 'values' | 'rows' | 'columns' | 'scale' | 'max'>,
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  const table = TABLES[scale];
  const heat = upsample(map, size);
  const pixels = new Uint8Array(heat.length * 3);
  for (let i = 0; i < heat.length; i++) pixels.set(table[levelOf(heat[i]!, max)]!, 3 * i);
  return pixels;
}
