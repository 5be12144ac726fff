import { describe, expect, it } from 'vitest';
import { PALETTES } from '#renderer/theme.ts';

/** WCAG 2.2, 1.4.3: text that is not large. */
const LEAST_CONTRAST = 4.5;
/** WCAG 2.2, 1.4.11: what tells a control or a shape apart. */
const LEAST_CONTRAST_OF_SHAPES = 3;

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const palette = PALETTES[name];
  const { background, surface, text, chart } = palette;
  const surfaces = [background.default, background.paper, surface.chrome, surface.sunken];

  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2); // the known limit on white
  });

  it('can be read: every colour of text on every surface', () => {
    const { primary, error, warning, info, success, real, fake } = palette;
    const colours = { primary, error, warning, info, success, real, fake };
    const texts = { ...text, ...Object.fromEntries(Object.entries(colours).map(([key, { main }]) => [key, main])) };
    for (const [word, colour] of Object.entries(texts))
      for (const under of surfaces)
        expect(contrast(colour, under), `${word} ${colour} on ${under}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it('can be read on filled buttons and in tooltips', () => {
    expect(contrast(palette.primary.contrastText, palette.primary.main)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    expect(contrast(surface.tooltipText, surface.tooltip)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it('shows axes apart from the paper, and the two classes apart from each other', () => {
    expect(contrast(chart.axis, background.paper)).toBeGreaterThanOrEqual(LEAST_CONTRAST_OF_SHAPES);
    expect(palette.real.main).not.toBe(palette.fake.main);
  });

  it('lays faces on the same middle grey as the other one', () => {
    expect(palette.face.backdrop).toBe(PALETTES.light.face.backdrop);
  });
});
