/** One face as a picture for others: what the network saw, its heat map over it, what the colours mean, and in words what it shows. */
import { createRequire } from 'node:module';
import sharp, { type OverlayOptions } from 'sharp';
import { colourTable } from '#shared/domain/colour-scales.ts';
import { colourMap } from './heatmap.ts';
import type { TaskOf } from './messages.ts';
import { scaledTo } from './overlay.ts';
import { drawSeen } from './seen.ts';

const MARGIN_PX = 20;
const BAR_PX = 18;
/** Room for the numbers beside the bar. */
const TICKS_PX = 74;
const LINE_PX = 22;
const TEXT_PX = 14;
const BACKGROUND = '#ffffff';

/** The package brings a font, so that a machine without any still gets its words. */
const FONT_FILE = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** PNG. @throws ImageError */
export async function drawFigure(task: TaskOf<'figure'>): Promise<Uint8Array<ArrayBuffer>> {
  const { map, sizePx, captions } = task;
  const seen = await drawSeen({ ...task, kind: 'seen', format: 'png' });
  const { width, height } = await sharp(seen).metadata();
  const parts: OverlayOptions[] = [{ input: Buffer.from(seen), left: MARGIN_PX, top: MARGIN_PX }];
  let right = MARGIN_PX + width;
  if (map !== null) {
    const left = right + MARGIN_PX;
    const pixels = colourMap(map, { width, height });
    const heat = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .ensureAlpha(map.opacity)
      .png()
      .toBuffer();
    const barLeft = left + width + MARGIN_PX;
    parts.push(
      { input: Buffer.from(seen), left, top: MARGIN_PX },
      ...(map.max > 0 ? [{ input: heat, left, top: MARGIN_PX }] : []),
      { input: await bar(map.scale, height), left: barLeft, top: MARGIN_PX },
      ...(await ticks(map.max, { left: barLeft + BAR_PX + 6, height })),
    );
    right = barLeft + BAR_PX + TICKS_PX;
  }
  const lines = await Promise.all(captions.map((caption) => words(caption, { widthPx: right - MARGIN_PX })));
  for (const [index, input] of lines.entries())
    parts.push({ input, left: MARGIN_PX, top: MARGIN_PX + height + 14 + index * LINE_PX });
  const png = await sharp({
    create: {
      width: Math.max(right + MARGIN_PX, scaledTo({ width: 1, height: 1 }, sizePx).width),
      height: MARGIN_PX + height + 14 + captions.length * LINE_PX + MARGIN_PX,
      channels: 3,
      background: BACKGROUND,
    },
  })
    .composite(parts)
    .png()
    .toBuffer();
  return new Uint8Array(png);
}

/** From the top of the scale down. */
async function bar(scale: NonNullable<TaskOf<'figure'>['map']>['scale'], height: number): Promise<Buffer> {
  const column = Uint8Array.from([...colourTable(scale)].reverse().flat());
  return await sharp(column, { raw: { width: 1, height: 256, channels: 3 } })
    .resize({ width: BAR_PX, height, fit: 'fill', kernel: 'linear' })
    .png()
    .toBuffer();
}

const ticks = async (max: number, { left, height }: { readonly left: number; readonly height: number }) =>
  await Promise.all(
    [1, 0.5, 0].map(async (share) => ({
      input: await words(tickWords(share * max), { widthPx: TICKS_PX }),
      left,
      top: MARGIN_PX + Math.round((1 - share) * (height - TEXT_PX)),
    })),
  );

/** Three significant digits. */
const tickWords = (value: number) => (value === 0 ? '0' : Number(value.toPrecision(3)).toString());

/** One line, cut where it does not fit. Pango reads markup: what could be some is written otherwise. */
async function words(text: string, { widthPx }: { readonly widthPx: number }): Promise<Buffer> {
  const plain = text.replaceAll(/\p{C}/gu, ' ').trim() || '–';
  const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const drawn = sharp({
    text: {
      text: escaped,
      fontfile: FONT_FILE,
      font: `DejaVu Sans ${TEXT_PX}`,
      dpi: 72,
      rgba: true,
    },
  });
  const { width, height } = await drawn.metadata();
  const cut = width <= widthPx ? drawn : drawn.extract({ left: 0, top: 0, width: widthPx, height });
  return await cut.png().toBuffer();
}
