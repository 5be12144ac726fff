import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COLOUR_SCALES,
  type ColourScale,
  colourOf,
  colourTable,
  differenceColour,
  type Rgb,
  viridis,
} from '#shared/domain/colour-scales.ts';

/** matplotlib's 256 entries (tests/parity/colour_scales.py writes them). */
const EXPECTED = JSON.parse(readFileSync(new URL('./colour-scales.expected.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

const entriesOf = (name: string): Rgb[] =>
  (EXPECTED[name]?.match(/.{6}/g) ?? []).map((hex) => {
    const value = Number.parseInt(hex, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  });

const farthest = (name: ColourScale) =>
  Math.max(
    ...entriesOf(name).flatMap((entry, i) =>
      entry.map((channel, c) => Math.abs(channel - colourOf(name, i / 255)[c]!)),
    ),
  );

/** CIE 1931 relative luminance of sRGB. */
const luminance = ([r, g, b]: Rgb) => {
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
};

describe('a colour scale', () => {
  it.each(['viridis', 'inferno'] as const)('%s is within 1 of 255 of matplotlib', (name) => {
    expect(entriesOf(name)).toHaveLength(256);
    expect(farthest(name)).toBeLessThanOrEqual(1);
  });

  it('jet is within 1 of 255 of matplotlib: the same lines, rounded', () => {
    expect(farthest('jet')).toBeLessThanOrEqual(1);
  });

  it('black body goes through the colours of its source', () => {
    expect([0, 0.4, 0.8, 1].map((value) => colourOf('black-body', value))).toEqual([
      [0, 0, 0],
      [230, 0, 0],
      [230, 230, 0],
      [255, 255, 255],
    ]);
  });

  it.each(['viridis', 'inferno', 'black-body'] as const)('%s becomes brighter with every step', (name) => {
    const steps = Array.from({ length: 64 }, (_, i) => luminance(colourOf(name, i / 63)));
    for (const [i, value] of steps.slice(1).entries()) expect(value).toBeGreaterThan(steps[i]!);
  });

  it('is cut at its ends', () => {
    for (const name of COLOUR_SCALES) {
      expect(colourOf(name, -3)).toEqual(colourOf(name, 0));
      expect(colourOf(name, 3)).toEqual(colourOf(name, 1));
      expect(colourTable(name)).toHaveLength(256);
      expect(colourTable(name)[255]).toEqual(colourOf(name, 1));
    }
    expect(viridis(0.3)).toEqual(colourOf('viridis', 0.3));
  });

  it('of a difference is white in the middle, blue below and orange above, and darker towards both ends', () => {
    expect(differenceColour(0)).toEqual([255, 255, 255]);
    const [below, above] = [differenceColour(-0.5), differenceColour(0.5)];
    expect(below[2]).toBeGreaterThan(below[0]);
    expect(above[0]).toBeGreaterThan(above[2]);
    const steps = Array.from({ length: 32 }, (_, i) => i / 31);
    for (const side of [-1, 1] as const)
      for (const [i, step] of steps.slice(1).entries())
        expect(luminance(differenceColour(side * step))).toBeLessThan(luminance(differenceColour(side * steps[i]!)));
  });
});
