/** Neck, shoulders and clothes. */
import type { Random } from '#shared/domain/random.ts';
import { type Colour, darker, fromHsl, lighter, mix } from './colour.ts';
import { type Drawing, lineThrough, outline, polygon } from './drawing.ts';
import type { HeadShape } from './head.ts';
import type { Person } from './person.ts';
import { createPlace, type Place, type Pose } from './pose.ts';

export type Body = {
  readonly neck: number;
  readonly shoulders: number;
  readonly collar: 'round' | 'v' | 'shirt' | 'high';
  readonly colour: Colour;
  readonly stripes: boolean;
  readonly earrings: Colour | null;
};

export function chooseBody(random: Random, { strength }: Person): Body {
  const isWorn = random.next() < 0.4 * (1 - strength);
  const metal = random.next() < 0.5 ? fromHsl(45, 0.6, 0.6) : fromHsl(220, 0.05, 0.8);
  return {
    neck: random.between(30, 34) + strength * 6,
    shoulders: random.between(100, 112) + strength * 10,
    collar: (['round', 'v', 'shirt', 'high'] as const)[random.integer(4)] ?? 'round',
    colour: fromHsl(random.between(0, 360), random.between(0.03, 0.6), random.between(0.14, 0.8)),
    stripes: random.next() < 0.2,
    earrings: isWorn ? metal : null,
  };
}

export function paintBody(
  drawing: Drawing,
  { body, head, person, pose }: { body: Body; head: HeadShape; person: Person; pose: Pose },
) {
  const { skin, light } = person;
  const place = createPlace({ ...pose, yaw: pose.yaw * 0.35, pitch: 0, roll: pose.roll * 0.3 });
  const { neck } = body;
  const side = (sign: number) => [
    place(sign * (neck + 2), 45, -20),
    place(sign * neck, 85, -20),
    place(sign * (neck + 1), 102, -20),
    place(sign * (neck + 16), 114, -20),
    place(sign * 90, 128, -20),
  ];
  const shape = outline(
    side(-1),
    [place(-90, 128, -20), place(-90, 160)],
    [place(-90, 160), place(90, 160)],
    side(1).reverse(),
  );
  const [lit, shaded] = light.side < 0 ? [0, 1] : [1, 0];
  drawing.path(shape, {
    fill: drawing.linear(
      [
        [0, skin.base],
        [0.55, mix(skin.base, skin.shadow, 0.7)],
        [1, mix(skin.shadow, skin.deepShadow, 0.35)],
      ],
      { x: lit, y: 0.4 },
      { x: shaded, y: 0.5 },
    ),
  });
  drawing.within(shape, () => {
    const under = place(-10 * light.side, head.chinY - 3, -12);
    drawing.soft(under, { rx: head.jaw * 1.25, ry: 27, colour: skin.deepShadow, opacity: 0.85 });
    for (const sign of [-1, 1])
      drawing.path(lineThrough([place(sign * 22, 92, -18), place(sign * 12, 112, -18), place(sign * 5, 124, -18)]), {
        stroke: skin.deepShadow,
        width: 2.5,
        opacity: 0.22,
      });
    drawing.soft(place(0, 124, -18), { rx: 6, ry: 4, colour: skin.deepShadow, opacity: 0.35 });
  });
  paintClothes(drawing, { body, person, place });
}

function paintClothes(
  drawing: Drawing,
  { body, person: { light }, place }: { body: Body; person: Person; place: Place },
) {
  const { neck, shoulders, collar, colour, stripes } = body;
  const at = (x: number, y: number) => place(x, y, -16);
  const top = collar === 'high' ? 94 : 105;
  const dip = { round: 119, v: 142, shirt: 134, high: 101 }[collar];
  const edge = (sign: number) => [
    at(sign * (neck + 3), top),
    at(sign * (neck + 20), 112),
    at(sign * shoulders * 0.8, 122),
    at(sign * (shoulders + 10), 150),
  ];
  const neckline =
    collar === 'v' || collar === 'shirt'
      ? [
          [at(neck + 3, top), at(neck * 0.55, (top + dip) / 2), at(0, dip)],
          [at(0, dip), at(-neck * 0.55, (top + dip) / 2), at(-neck - 3, top)],
        ]
      : [[at(neck + 3, top), at(neck * 0.7, dip - 4), at(0, dip), at(-neck * 0.7, dip - 4), at(-neck - 3, top)]];
  const corners = [
    at(-shoulders - 10, 150),
    at(-shoulders - 10, 190),
    at(shoulders + 10, 190),
    at(shoulders + 10, 150),
  ];
  const shape = outline(
    edge(-1),
    corners.slice(0, 2),
    corners.slice(1, 3),
    corners.slice(2, 4),
    edge(1).reverse(),
    ...neckline,
  );
  const [lit, shaded] = light.side < 0 ? [0, 1] : [1, 0];
  drawing.path(shape, {
    fill: drawing.linear(
      [
        [0, lighter(colour, 0.15)],
        [0.5, colour],
        [1, darker(colour, 0.4)],
      ],
      { x: lit, y: 0 },
      { x: shaded, y: 0.4 },
    ),
  });
  drawing.within(shape, () => {
    if (stripes)
      for (let y = 108; y < 160; y += 9)
        drawing.path(lineThrough([at(-150, y + 8), at(0, y), at(150, y + 8)]), {
          stroke: lighter(colour, 0.5),
          width: 2.6,
          opacity: 0.7,
        });
    for (const sign of [-1, 1]) {
      drawing.path(
        lineThrough([at(sign * (neck + 14), 112), at(sign * (neck + 10), 135), at(sign * (neck + 18), 160)]),
        { stroke: darker(colour, 0.5), width: 4, opacity: 0.2 },
      );
    }
  });
  for (const line of neckline)
    drawing.path(lineThrough(line), { stroke: darker(colour, 0.45), width: 2.2, opacity: 0.7 });
  if (collar !== 'shirt') return;
  for (const sign of [-1, 1]) {
    const flap = [
      at(sign * (neck + 4), top - 3),
      at(sign * (neck - 8), top + 6),
      at(sign * 3, dip + 1),
      at(sign * 22, dip + 2),
      at(sign * (neck + 9), top + 5),
    ];
    drawing.path(polygon(flap), {
      fill: lighter(colour, sign * light.side > 0 ? 0.24 : 0.1),
      stroke: darker(colour, 0.4),
      width: 0.8,
    });
  }
}

export function paintEarrings(
  drawing: Drawing,
  { metal, head, place }: { metal: Colour; head: HeadShape; place: Place },
) {
  for (const side of [-1, 1]) {
    const at = place(side * (head.cheek + 1), head.earLift + 31 * head.earSize, -14);
    drawing.disc(at, 2.2, {
      fill: drawing.radial(
        [
          [0, lighter(metal, 0.7)],
          [1, darker(metal, 0.35)],
        ],
        { x: 0.35, y: 0.3 },
      ),
    });
  }
}
