/**
 * Colour scales of heat maps. Viridis: S. van der Walt and N. Smith 2015, seventeen of matplotlib's 256 entries (CC0), straight lines between
 * them: at most 2 of 255 from the original.
 */
export type Rgb = readonly [number, number, number];

const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [72, 24, 106],
  [71, 45, 123],
  [66, 64, 134],
  [59, 82, 139],
  [51, 99, 141],
  [44, 114, 142],
  [38, 130, 142],
  [33, 145, 140],
  [31, 160, 136],
  [40, 174, 128],
  [63, 188, 115],
  [94, 201, 98],
  [132, 212, 75],
  [173, 220, 48],
  [216, 226, 25],
  [253, 231, 37],
];

/** value 0..1 (cut there) -> 0..255 a channel. */
export function viridis(value: number): Rgb {
  const position = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const index = Math.min(VIRIDIS.length - 2, Math.floor(position));
  const low = VIRIDIS[index] as Rgb; // within the table
  const high = VIRIDIS[index + 1] as Rgb;
  const mix = (channel: 0 | 1 | 2) => Math.round(low[channel] + (high[channel] - low[channel]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}
