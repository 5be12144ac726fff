/**
 * Colour scales of heat maps, straight lines between the colours named here, in sRGB.
 * Viridis, inferno: S. van der Walt and N. Smith 2015, every fifth of matplotlib's 256 entries (CC0): at most 1 of 255 from the original.
 * Black-body: "Black-Body Radiation" of ParaView's ColorMaps.json (BSD-3-Clause). Jet: matplotlib's `_jet_data` (matplotlib's licence, BSD-compatible).
 * Difference: ours, between the blue and the orange of P. Tol's vibrant scheme and darker ends of theirs (technical note SRON/EPS/TN/09-002, 2021).
 */
export type Rgb = readonly [number, number, number];

export const COLOUR_SCALES = ['viridis', 'inferno', 'black-body', 'jet'] as const;
export type ColourScale = (typeof COLOUR_SCALES)[number];
export const DEFAULT_COLOUR_SCALE: ColourScale = 'viridis';

export const COLOUR_SCALE_TITLES: Readonly<Record<ColourScale, string>> = {
  viridis: 'Viridis',
  inferno: 'Inferno',
  'black-body': 'Black body',
  jet: 'Jet',
};

/** Where on the scale, 0..1, and the colour there. */
type Stop = readonly [at: number, colour: Rgb];

const VIRIDIS =
  '44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a3a538b38598c355e8d33638d31688e' +
  '2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d20928c1f978b1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc74' +
  '46c06f50c46a5ac86465cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725';
const INFERNO =
  '00000402020c0504170a072210092d160b391e0c45260c512f0a5b380962400a67490b6a510e6c59106e61136e69166e71196e781c6d' +
  '801f6c88226a902568982766a02a63a82e5fb0315bb73557bf3952c63d4dcc4248d34743d94d3ddf5337e45a31e9612bed6925f1711f' +
  'f47918f78212f98b0bfa9407fb9d07fca60cfcb014fbba1ffac42af8cd37f6d746f4e156f2ea69f2f27df5f992fcffa4';

const STOPS: Readonly<Record<ColourScale | 'difference', readonly Stop[]>> = {
  viridis: evenly(VIRIDIS),
  inferno: evenly(INFERNO),
  'black-body': [
    [0, [0, 0, 0]],
    [0.4, [230, 0, 0]],
    [0.8, [230, 230, 0]],
    [1, [255, 255, 255]],
  ],
  jet: jetStops(),
  difference: [
    [0, [0, 51, 102]],
    [0.25, [0, 119, 187]],
    [0.5, [255, 255, 255]],
    [0.75, [238, 119, 51]],
    [1, [140, 55, 5]],
  ],
};

/** value 0..1 (cut there) -> 0..255 a channel. */
export const colourOf = (scale: ColourScale, value: number): Rgb => along(STOPS[scale], value);

/** Of A minus B: -1 (all B, blue) over 0 (white) to 1 (all A, orange), cut there. */
export const differenceColour = (value: number): Rgb => along(STOPS.difference, (value + 1) / 2);

export const viridis = (value: number): Rgb => colourOf('viridis', value);

/** All of a scale in 256 steps: what a picture is coloured with. */
export const colourTable = (scale: ColourScale | 'difference'): readonly Rgb[] =>
  Array.from({ length: 256 }, (_, i) => along(STOPS[scale], i / 255));

function along(stops: readonly Stop[], value: number): Rgb {
  const position = Math.min(1, Math.max(0, value));
  const found = stops.findIndex(([at]) => at >= position);
  const [highAt, high] = stops[Math.max(1, found)] as Stop; // the last stop lies at 1
  const [lowAt, low] = stops[Math.max(1, found) - 1] as Stop;
  const share = (position - lowAt) / (highAt - lowAt);
  const mix = (channel: 0 | 1 | 2) => Math.round(low[channel] + (high[channel] - low[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

/** Six hexadecimal digits a colour, at even distances. */
function evenly(text: string): readonly Stop[] {
  const colours = text.match(/.{6}/g) ?? [];
  const channel = (colour: string, start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  return colours.map((colour, i) => [
    i / (colours.length - 1),
    [channel(colour, 0), channel(colour, 2), channel(colour, 4)],
  ]);
}

/** matplotlib gives each channel its own stops; here all channels are read at all of them. */
function jetStops(): readonly Stop[] {
  const red = [0, 0, 0.35, 0, 0.66, 1, 0.89, 1, 1, 0.5];
  const green = [0, 0, 0.125, 0, 0.375, 1, 0.64, 1, 0.91, 0, 1, 0];
  const blue = [0, 0.5, 0.11, 1, 0.34, 1, 0.65, 0, 1, 0];
  const places = (channel: readonly number[]) => channel.filter((_, i) => i % 2 === 0);
  const all = [...new Set([red, green, blue].flatMap(places))].sort((a, b) => a - b);
  return all.map((at) => [at, [valueAt(red, at), valueAt(green, at), valueAt(blue, at)]]);
}

function valueAt(channel: readonly number[], at: number): number {
  for (let i = 2; i < channel.length; i += 2) {
    const [lowAt = 0, low = 0, highAt = 1, high = 0] = channel.slice(i - 2, i + 2);
    if (at <= highAt) return 255 * (low + ((high - low) * (at - lowAt)) / (highAt - lowAt));
  }
  return 255 * (channel.at(-1) ?? 0);
}
