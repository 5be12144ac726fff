/** Colours as sRGB, 0..255 a channel, not always whole: mixing rounds at the end only. */
import type { Random } from '#shared/domain/random.ts';

export type Colour = readonly [red: number, green: number, blue: number];

export const BLACK: Colour = [0, 0, 0];
export const WHITE: Colour = [255, 255, 255];

/** From "#rrggbb". */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `share` 0 is `a`, 1 is `b`. */
export const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export const darker = (of: Colour, share: number): Colour => mix(of, BLACK, share);
export const lighter = (of: Colour, share: number): Colour => mix(of, WHITE, share);

/** The colour at a place 0..1 on a scale with equal steps. */
export function onScale(scale: readonly Colour[], place: number): Colour {
  const at = Math.min(1, Math.max(0, place)) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(at));
  return mix(scale[low] ?? BLACK, scale[low + 1] ?? BLACK, at - low);
}

/** Hue, saturation and lightness as CSS defines them: degrees, 0..1, 0..1. */
export function fromHsl(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    const share = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return share * 255;
  };
  return [channel(0), channel(8), channel(4)];
}

export function jittered(of: Colour, amount: number, random: Random): Colour {
  const [r, g, b] = of;
  const shift = () => random.between(-amount, amount);
  return [r + shift(), g + shift(), b + shift()];
}

export const css = (of: Colour): string => {
  const parts = of.map((channel) =>
    Math.round(Math.min(255, Math.max(0, channel)))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${parts.join('')}`;
};
