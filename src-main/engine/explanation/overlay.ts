/** A face beside its heat map as one PNG: what was explained, how sure the network was, and the map's own values on the bar. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { viridis } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES, type CamMethod } from '#shared/domain/explanations.ts';
import { className, type Label } from '#shared/domain/labels.ts';

export type OverlayOptions = {
  readonly folder: string;
  /** Position in the job's list: part of the file's name, so that two faces of one name do not meet. */
  readonly position: number;
  readonly source: string;
  /** [H, W, C] uint8, as the network saw it. */
  readonly pixels: Uint8Array;
  readonly shape: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  /** [rows, columns] float32, >= 0, raw. */
  readonly map: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly score: number;
  readonly explainedClass: Label;
  readonly method: CamMethod;
  readonly layer: string;
};

const PANEL_PX = 320; // height of the two pictures
const MARGIN_PX = 16;
const BAR_PX = 20;
const TICKS_PX = 76; // room for the numbers beside the bar
const CAPTION_PX = 44;
const OPACITY = 0.55;
const BACKGROUND = '#ffffff';

/** The package brings a font, so that a machine without any still gets its numbers. */
const FONT_FILE = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** @returns the file's name in `folder` */
export async function writeOverlay(options: OverlayOptions): Promise<string> {
  const { folder, position, source } = options;
  await mkdir(folder, { recursive: true });
  const stem = path
    .basename(source, path.extname(source))
    .replace(/[^\w.-]/g, '_')
    .slice(0, 80);
  const name = `${String(position + 1).padStart(5, '0')}-${stem}.png`;
  await (await renderOverlay(options)).toFile(path.join(folder, name));
  return name;
}

export async function renderOverlay(options: OverlayOptions): Promise<Sharp> {
  const { shape, map, rows, columns } = options;
  const panel = { width: Math.round((PANEL_PX * shape.width) / shape.height), height: PANEL_PX };
  const largest = map.reduce((most, value) => Math.max(most, value), 0);
  const face = await sharp(options.pixels, { raw: shape })
    .toColourspace('srgb')
    .resize({ ...panel, fit: 'fill', kernel: 'linear' })
    .png()
    .toBuffer();
  const heat = await sharp(colours(map, largest), { raw: { width: columns, height: rows, channels: 3 } })
    .resize({ ...panel, fit: 'fill', kernel: 'linear' })
    .ensureAlpha(OPACITY)
    .png()
    .toBuffer();
  const left = MARGIN_PX;
  const middle = left + panel.width + MARGIN_PX;
  const right = middle + panel.width + MARGIN_PX;
  const width = right + BAR_PX + TICKS_PX;
  const bar = await sharp(barColours(), { raw: { width: 1, height: 256, channels: 3 } })
    .resize({ width: BAR_PX, height: PANEL_PX, fit: 'fill' })
    .png()
    .toBuffer();
  const ticks = [1, 0.5, 0].map(async (share) => ({
    input: await text(formatValue(largest * share), 12),
    left: right + BAR_PX + 6,
    top: MARGIN_PX + Math.round((1 - share) * (PANEL_PX - 14)),
  }));
  return sharp({ create: { width, height: PANEL_PX + MARGIN_PX + CAPTION_PX, channels: 3, background: BACKGROUND } })
    .composite([
      { input: face, left, top: MARGIN_PX },
      { input: face, left: middle, top: MARGIN_PX },
      { input: heat, left: middle, top: MARGIN_PX },
      { input: bar, left: right, top: MARGIN_PX },
      ...(await Promise.all(ticks)),
      { input: await text(caption(options), 13), left, top: MARGIN_PX + PANEL_PX + 14 },
    ])
    .png();
}

const caption = ({ score, explainedClass, method, layer, rows, columns }: OverlayOptions) =>
  `P(fake) ${score.toFixed(4)}   explains: ${className(explainedClass)}   ${CAM_METHOD_TITLES[method]}, ${layer}, ${rows} x ${columns} cells`;

/** Three significant digits; a map without any evidence says 0. */
const formatValue = (value: number) => (value === 0 ? '0' : value.toPrecision(3));

const text = (content: string, sizePx: number) =>
  sharp({ text: { text: content, fontfile: FONT_FILE, font: `DejaVu Sans ${sizePx}`, dpi: 72, rgba: true } })
    .png()
    .toBuffer();

const colours = (map: Float32Array, largest: number) =>
  Uint8Array.from(Array.from(map).flatMap((value) => viridis(largest === 0 ? 0 : value / largest)));

const barColours = () => Uint8Array.from(Array.from({ length: 256 }, (_, row) => viridis(1 - row / 255)).flat());
