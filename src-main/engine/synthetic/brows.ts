/** Brows: a soft shape under many short hairs. Each has a look of its own, so that one can be wrong. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, colour, darker, lighter, mix } from './colour.ts';
import { type Drawing, lineThrough, outline } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type BrowLook = {
  readonly colour: Colour;
  /** At its thickest. */
  readonly thickness: number;
  readonly opacity: number;
  /** Added to the height of its inner and outer end; up is positive. */
  readonly innerLift: number;
  readonly outerLift: number;
};

export type Brows = {
  readonly height: number;
  readonly arch: number;
  readonly inner: number;
  readonly outer: number;
  /** Where the hairs lie: 0..1 along the brow, -1..1 across it. The same for both sides. */
  readonly hairs: readonly Point[];
  readonly left: BrowLook;
  readonly right: BrowLook;
  /** One more, above the one of that side. */
  readonly extra: { readonly side: -1 | 1; readonly look: BrowLook; readonly rise: number } | null;
};

const HAIRS = 34;

export function chooseBrows(random: Random, { strength, age, hairColour, skin }: Person): Brows {
  const look = {
    colour: mix(darker(hairColour, 0.35), colour('#1c120d'), 0.3 + 0.5 * skin.tone),
    thickness: random.between(3.8, 5.4) + strength * 1.6,
    opacity: random.between(0.86, 1) - 0.15 * age,
    innerLift: random.between(-1.2, 1.2),
    outerLift: random.between(-1.5, 1),
  };
  return {
    height: random.between(15.5, 18.5) - strength * 1.2,
    arch: random.between(1.5, 5) - strength * 1.5,
    inner: random.between(10, 13),
    outer: random.between(44, 48),
    hairs: Array.from({ length: HAIRS }, (_, i) => ({
      x: (i + random.next()) / HAIRS,
      y: random.between(-0.75, 0.75),
    })),
    left: look,
    right: look,
    extra: null,
  };
}

/** Landmarks 17..21 or 22..26 on the face: along the brow's middle, from the image's left. */
export function browLine({ height, arch, inner, outer }: Brows, side: -1 | 1, look: BrowLook): readonly Point[] {
  const fromInside = [0, 0.28, 0.55, 0.8, 1].map((share) => {
    const lift = look.innerLift * (1 - share) + look.outerLift * share;
    const bow =
      Math.sin(Math.min(1, share / 0.62) * (Math.PI / 2)) - (share > 0.62 ? ((share - 0.62) / 0.38) * 1.15 : 0);
    return { x: side * (inner + (outer - inner) * share), y: -height - lift - arch * bow };
  });
  return side === 1 ? fromInside : fromInside.reverse();
}

export function paintBrows(drawing: Drawing, { brows, place }: { brows: Brows; place: Place }) {
  paintBrow(drawing, { brows, place, side: -1, look: brows.left });
  paintBrow(drawing, { brows, place, side: 1, look: brows.right });
  if (brows.extra === null) return;
  const { side, look, rise } = brows.extra;
  paintBrow(drawing, { brows: { ...brows, height: brows.height + rise }, place, side, look });
}

function paintBrow(
  drawing: Drawing,
  { brows, place, side, look }: { brows: Brows; place: Place; side: -1 | 1; look: BrowLook },
) {
  if (look.opacity <= 0) return;
  const line = browLine(brows, side, look);
  const fromInside = side === 1 ? line : line.toReversed();
  const half = (share: number) =>
    (look.thickness / 2) * (share < 0.15 ? 0.75 + share * 1.6 : 1 - 0.85 * ((share - 0.15) / 0.85) ** 1.6);
  const edge = (sign: number) => fromInside.map(({ x, y }, i) => place(x, y + sign * half(i / 4)));
  drawing.path(outline(edge(-1), edge(1).reverse()), {
    fill: look.colour,
    stroke: look.colour,
    width: 1.2,
    opacity: 0.5 * look.opacity,
  });
  drawing.path(outline(edge(-0.7), edge(0.7).reverse()), { fill: look.colour, opacity: 0.4 * look.opacity });
  for (const { x: along, y: across } of brows.hairs) {
    const at = alongLine(fromInside, along);
    const root = place(at.x, at.y + across * half(along) + 0.8);
    const tip = place(at.x + side * (1.4 + 2 * along), at.y + across * half(along) - 2.4 + 2.8 * along);
    const tone = across > 0.3 ? lighter(look.colour, 0.14) : look.colour;
    drawing.path(lineThrough([root, tip]), { stroke: tone, width: 0.7, opacity: 0.7 * look.opacity });
  }
}

function alongLine(points: readonly Point[], share: number): Point {
  const at = share * (points.length - 1);
  const low = Math.min(points.length - 2, Math.floor(at));
  const [a, b] = [points[low] as Point, points[low + 1] as Point]; // in range: share is 0..1
  return { x: a.x + (b.x - a.x) * (at - low), y: a.y + (b.y - a.y) * (at - low) };
}
