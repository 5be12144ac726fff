/**
 * Hair: a mass, and strands over it that follow its flow. Laid out in a band: `along` runs from the image's left ear over the top to the
 * right one, `across` from the outer contour to the hairline, both 0..1.
 */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, darker, jittered, lighter, mix } from './colour.ts';
import { type Drawing, lineThrough, outline } from './drawing.ts';
import type { HeadShape } from './head.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

const STYLES = ['short', 'parted', 'fringe', 'long', 'wavy', 'bob', 'curly', 'bun', 'buzz', 'bald'] as const;
type HairStyle = (typeof STYLES)[number];

type Strand = {
  readonly along: number;
  readonly across: number;
  readonly bend: number;
  readonly colour: Colour;
  readonly width: number;
};

export type Hair = {
  readonly style: HairStyle;
  readonly colour: Colour;
  /** How far it stands off the skull. */
  readonly volume: number;
  /** Height of the hairline in the middle of the forehead, and how far it recedes at the temples. */
  readonly lineY: number;
  readonly recession: number;
  /** Where strands part, along the band. */
  readonly part: number;
  /** Where it ends, for styles that hang. */
  readonly length: number;
  readonly wave: number;
  readonly strands: readonly Strand[];
};

const STRANDS = 100;
const CURLS = 95;
/** Of the strands, those that cross the mass's edges. */
const WISPS = 60;
/** Where the forehead's hair may end at the lowest: brows stay in sight. */
const FRINGE_Y = -39;

export function chooseHair(random: Random, { strength, age, hairColour }: Person): Hair {
  const style = chooseStyle(random, { strength, age });
  const isFringed = style === 'fringe';
  const volumes: Partial<Record<HairStyle, number>> = { curly: 13, buzz: 1.5, bald: 0, bun: 4, bob: 9 };
  return {
    style,
    colour: hairColour,
    volume: (volumes[style] ?? 7) * random.between(0.8, 1.3),
    lineY: isFringed ? FRINGE_Y - random.between(0, 4) : random.between(-57, -48) - (strength > 0.6 ? age * 10 : 0),
    recession: strength * random.next() * (6 + 14 * age),
    part: 0.5 + random.between(0.06, 0.2) * (random.next() < 0.5 ? -1 : 1),
    length: style === 'bob' ? random.between(62, 84) : random.between(105, 150),
    wave: style === 'wavy' ? random.between(3, 6) : random.between(0, 1),
    strands: Array.from({ length: style === 'curly' ? CURLS : STRANDS }, () => {
      const tone = random.next();
      const shade =
        tone < 0.5 ? darker(hairColour, 0.08 + 0.3 * random.next()) : lighter(hairColour, 0.04 + 0.2 * random.next());
      return {
        along: random.next(),
        across: random.next(),
        bend: random.between(-1, 1),
        colour: jittered(shade, 6, random),
        width: random.between(0.6, 1.9),
      };
    }),
  };
}

function chooseStyle(random: Random, { strength, age }: { strength: number; age: number }): HairStyle {
  const weights: Readonly<Record<HairStyle, number>> = {
    short: 0.4 + 2.2 * strength,
    parted: 0.5 + 1.6 * strength,
    fringe: 0.8,
    long: 1.8 * (1 - strength),
    wavy: 1.5 * (1 - strength),
    bob: 1.4 * (1 - strength),
    curly: 0.7,
    bun: 0.9 * (1 - strength),
    buzz: 0.9 * strength,
    bald: strength > 0.5 ? 0.2 + age : 0,
  };
  const total = STYLES.reduce((sum, style) => sum + weights[style], 0);
  let left = random.next() * total;
  for (const style of STYLES) {
    if (left < weights[style]) return style;
    left -= weights[style];
  }
  return 'short';
}

type Canvas = { readonly hair: Hair; readonly head: HeadShape; readonly person: Person; readonly place: Place };

const HANGS: readonly HairStyle[] = ['long', 'wavy', 'bob'];

/** What hangs behind the neck. */
export function paintBackHair(drawing: Drawing, { hair, head, place }: Canvas) {
  if (!HANGS.includes(hair.style)) return;
  const edge = curtain(hair, head);
  const end = edge.at(-1) as Point;
  const onImage = ({ x, y }: Point) => place(x, y, -20);
  const hem = [end, { x: end.x * 0.5, y: end.y + 5 }, { x: -end.x * 0.5, y: end.y + 5 }, { x: -end.x, y: end.y }].map(
    onImage,
  );
  const shape = outline(
    [...edge.map(({ x, y }) => ({ x: -x, y })).toReversed(), { x: 0, y: -70 }, ...edge].map(onImage),
    hem,
  );
  drawing.path(shape, { fill: darker(hair.colour, 0.42) });
}

export function paintFrontHair(drawing: Drawing, canvas: Canvas) {
  const { hair, place } = canvas;
  if (hair.style === 'bald') return;
  if (hair.style === 'bun') paintBun(drawing, canvas);
  const outer = sampled((along) => band(canvas, along, 0));
  const inner = sampled((along) => band(canvas, 1 - along, 1));
  const cap = outline(outer, [outer.at(-1) as Point, inner[0] as Point], inner, [
    inner.at(-1) as Point,
    outer[0] as Point,
  ]);
  if (hair.style === 'buzz') return paintBuzz(drawing, canvas, cap);
  const shadow = sampled((along) => band(canvas, along, 1)).map(({ x, y }) => ({ x, y: y + 2 }));
  drawing.path(lineThrough(shadow), { stroke: canvas.person.skin.deepShadow, width: 5, opacity: 0.28 });
  if (HANGS.includes(hair.style)) for (const side of [-1, 1]) paintLock(drawing, canvas, side);
  paintMass(drawing, canvas, cap);
  if (hair.style === 'curly') paintCurls(drawing, canvas);
  else
    drawing.within(cap, () => {
      for (const strand of hair.strands) paintStrand(drawing, canvas, strand);
    });
  if (hair.style !== 'curly') for (const strand of hair.strands.slice(0, WISPS)) paintWisp(drawing, canvas, strand);
  const shine = place(26 * canvas.person.light.side, -64 - hair.volume * 0.3);
  drawing.within(cap, () =>
    drawing.soft(shine, {
      rx: 34,
      ry: 11,
      colour: mix(lighter(hair.colour, 0.5), canvas.person.light.colour, 0.4),
      opacity: 0.42,
      angle: 12 * canvas.person.light.side,
    }),
  );
}

function paintMass(drawing: Drawing, { hair, person: { light } }: Canvas, cap: string) {
  const focus = { x: 0.5 + 0.25 * light.side, y: 0.25 };
  const fill = drawing.radial(
    [
      [0, lighter(hair.colour, 0.08)],
      [0.5, hair.colour],
      [1, darker(hair.colour, 0.38)],
    ],
    focus,
    0.75,
  );
  drawing.path(cap, { fill, stroke: darker(hair.colour, 0.25), width: 0.8 });
}

function paintStrand(drawing: Drawing, canvas: Canvas, { along, across, bend, colour: stroke, width }: Strand) {
  const { hair } = canvas;
  const depth = 0.1 + 0.98 * across;
  const isCombedForward = hair.style === 'short' || hair.style === 'fringe';
  const start = isCombedForward ? along + 0.04 * bend : hair.part + 0.02 * bend;
  const middle = isCombedForward ? along + 0.03 * bend : (hair.part + along) / 2;
  const from = band(canvas, start, isCombedForward ? depth * 0.35 : 0.06 + 0.75 * across);
  const to = band(canvas, along, isCombedForward ? Math.min(1.02, depth + 0.35) : depth);
  drawing.path(lineThrough([from, band(canvas, middle, depth * 0.75), to]), { stroke, width, opacity: 0.5 });
}

/** A tuft over the hairline, or one that stands off the crown: hair has no edge as of a cap. */
function paintWisp(drawing: Drawing, canvas: Canvas, { along, across, bend, colour: stroke, width }: Strand) {
  const isTuft = across < 0.7;
  const sway =
    (canvas.hair.style === 'short' || canvas.hair.style === 'fringe' ? 0.02 : 0.03) * bend +
    Math.sign(along - canvas.hair.part) * 0.015;
  const at = 0.06 + 0.88 * along;
  const line = isTuft
    ? [band(canvas, at - sway, 0.72), band(canvas, at, 0.95), band(canvas, at + sway * 0.6, 1.03 + 0.1 * across)]
    : [band(canvas, at - sway, 0.2), band(canvas, at, 0.02), band(canvas, at + sway, -0.055 * across)];
  drawing.path(lineThrough(line), { stroke, width, opacity: 0.7 });
}

function paintCurls(drawing: Drawing, canvas: Canvas) {
  for (const { along, across, bend, colour: tone, width } of canvas.hair.strands) {
    const at = band(canvas, along, across * 1.05 - 0.08);
    const radius = 3.2 + 2.4 * width;
    drawing.disc(at, radius, {
      fill: drawing.radial(
        [
          [0, lighter(tone, 0.12)],
          [0.65, tone],
          [1, darker(tone, 0.3), 0.8],
        ],
        { x: 0.5 + 0.2 * bend, y: 0.35 },
      ),
    });
  }
}

/** Hair too short to hide the skin. */
function paintBuzz(drawing: Drawing, canvas: Canvas, cap: string) {
  const { hair, person } = canvas;
  drawing.path(cap, {
    fill: mix(hair.colour, person.skin.shadow, 0.25),
    stroke: hair.colour,
    width: 2.4,
    opacity: 0.5,
  });
  drawing.path(cap, { fill: hair.colour, opacity: 0.4 });
  drawing.within(cap, () => {
    for (const { along, across, colour: tone } of hair.strands)
      drawing.soft(band(canvas, along, across), { rx: 5, ry: 4, colour: tone, opacity: 0.3 });
  });
}

function paintBun(drawing: Drawing, { hair, place }: Canvas) {
  const at = place((hair.part - 0.5) * 20, -84 - hair.volume);
  drawing.disc(at, 17, {
    fill: drawing.radial(
      [
        [0, lighter(hair.colour, 0.1)],
        [0.6, hair.colour],
        [1, darker(hair.colour, 0.45)],
      ],
      { x: 0.45, y: 0.35 },
    ),
  });
  for (const { bend, width, colour: stroke } of hair.strands.slice(0, 9)) {
    const arc = [-0.9, 0, 0.9].map((t) => ({ x: at.x + 14 * t, y: at.y + 10 * bend * (1 - t * t * 0.8) }));
    drawing.path(lineThrough(arc), { stroke, width, opacity: 0.5 });
  }
}

/** What falls in front of the ears and over the shoulders; the jaw stays in sight. */
function paintLock(drawing: Drawing, { hair, head, place }: Canvas, side: number) {
  const edge = curtain(hair, head);
  const innerX = (y: number) => head.cheek * (y < 20 ? 0.96 : y < 60 ? 0.97 : 0.97 - Math.min(0.2, (y - 60) / 220));
  const at = (share: number, y: number, outerX: number) =>
    place(side * (innerX(y) + (outerX - innerX(y)) * share), y, -6);
  const shape = outline(
    edge.map(({ x, y }) => at(1, y, x)),
    [at(1, edge.at(-1)!.y, edge.at(-1)!.x), at(0, hair.length - 5, head.cheek)],
    edge.toReversed().map(({ x, y }) => at(0, y, x)),
    [at(0, edge[0]!.y, edge[0]!.x), at(1, edge[0]!.y, edge[0]!.x)],
  );
  const fill = drawing.linear(
    [
      [0, hair.colour],
      [0.55, darker(hair.colour, 0.15)],
      [1, darker(hair.colour, 0.35)],
    ],
    { x: 0.3, y: 0 },
    { x: 0.6, y: 1 },
  );
  drawing.path(shape, { fill });
  drawing.within(shape, () => {
    for (const { across, bend, colour: stroke, width } of hair.strands.slice(0, 34)) {
      const share = side > 0 ? across : 1 - across;
      drawing.path(lineThrough(edge.map(({ x, y }, i) => at(share + 0.05 * bend * Math.sin(i), y, x))), {
        stroke,
        width: width * 1.2,
        opacity: 0.5,
      });
    }
  });
}

/** The outer edge of hair that hangs, on the image's right, from the temple down. */
function curtain({ volume, length, wave, style }: Hair, { cheek }: HeadShape): readonly Point[] {
  const top = -42;
  const flare = style === 'bob' ? 5 : 11;
  return Array.from({ length: 9 }, (_, i) => {
    const share = i / 8;
    const tuck = style === 'bob' ? -14 * Math.max(0, share - 0.6) : 0;
    return {
      x:
        cheek * (0.9 + 0.1 * Math.min(1, share * 5)) +
        volume * (0.2 + 0.8 * Math.min(1, share * 3)) +
        flare * share +
        tuck +
        wave * Math.min(1, share * 3) * Math.sin(i * 1.7),
      y: top + (length - top) * share,
    };
  });
}

const EARS_Y = 2;

/** On the image. */
function band({ hair, head, place }: Canvas, along: number, across: number): Point {
  const share = Math.min(1, Math.max(0, along));
  const [outer, inner] = [crown(hair, head, share), hairline(hair, head, share)];
  return place(outer.x + (inner.x - outer.x) * across, outer.y + (inner.y - outer.y) * across);
}

function crown({ volume }: Hair, { cheek }: HeadShape, along: number): Point {
  const angle = Math.PI * (1 - along);
  const low = EARS_Y + 6 - 18 * Math.sin(angle) ** 0.5;
  const off = volume * 0.75 * Math.min(1, Math.sin(angle) * 2.2 + 0.12);
  return { x: (cheek + off) * Math.cos(angle), y: low - (70 + volume) * Math.sin(angle) ** 0.85 };
}

const HIGHEST_BEND: readonly (readonly [along: number, x: number, y: number])[] = [
  [0, 0.985, 1],
  [0.13, 0.93, 0.7],
  [0.24, 0.83, 0.34],
  [0.34, 0.58, 0.08],
  [0.5, 0, 0],
];

/** From sideburn to sideburn: x in shares of the cheek's width, y from the hairline's height (0) to the ears' (1). */
function hairline({ lineY, recession, part, style }: Hair, { cheek }: HeadShape, along: number): Point {
  const side = along < 0.5 ? -1 : 1;
  const half = along < 0.5 ? along : 1 - along;
  const upper = HIGHEST_BEND.findIndex(([at]) => at >= half);
  const [a, b] = [HIGHEST_BEND[Math.max(0, upper - 1)]!, HIGHEST_BEND[Math.max(0, upper)]!];
  const share = b[0] === a[0] ? 0 : (half - a[0]) / (b[0] - a[0]);
  const ease = share * share * (3 - 2 * share);
  const x = a[1] + (b[1] - a[1]) * share;
  const y = a[2] + (b[2] - a[2]) * ease;
  const temple = recession * Math.exp(-(((half - 0.33) / 0.1) ** 2));
  const sweep =
    style === 'parted' || style === 'bob' || style === 'long' || style === 'wavy'
      ? 8 * Math.cos((along - part) * Math.PI * 2) * Math.exp(-(((half - 0.45) / 0.25) ** 2))
      : 0;
  return { x: side * x * cheek, y: lineY + (EARS_Y + 4 - lineY) * y - temple - sweep };
}

const sampled = (at: (along: number) => Point, steps = 22): readonly Point[] =>
  Array.from({ length: steps + 1 }, (_, i) => at(i / steps));
