/**
 * The one fault of a fake, as a change of the face's data, and the outline of where it shows. `strength` 0 changes nothing, 0.5 is subtle,
 * 1 is seen at a glance.
 *
 * Each fault is two things in one place: what is wrong with the feature, and the grid that an upsampling network leaves where it drew. The
 * grid is what a network finds within a few hundred steps: with 960 faces of 112 px, a narrow ResNet-18 had 99 % of the test faces right
 * after 210 steps of 32; without the grid, small networks were still at chance after 480.
 */
import type { Random } from '#shared/domain/random.ts';
import type { FaultRegion, Point } from '#shared/domain/regions.ts';
import { assertNever } from '#shared/errors.ts';
import type { Artefact } from './artefacts.ts';
import { browLine } from './brows.ts';
import { type Colour, colour, darker, fromHsl, lighter, mix } from './colour.ts';
import type { EyeLook } from './eyes.ts';
import type { Face } from './face.ts';
import { jawLine } from './head.ts';
import { createPlace } from './pose.ts';

export type PlantedFace = {
  readonly face: Face;
  /** Closed, in pixels of a 224 px image: all that differs from the face without the fault lies inside. */
  readonly polygon: readonly Point[];
};

type Plan = { readonly strength: number; readonly random: Random };

/** A closed line on the face, and how far it rises above it. */
type Area = { readonly ring: readonly Point[]; readonly rise: number };
type Forged = { readonly face: Face; readonly area: Area };

/** Of the grid's squares, px; about 4 where a face is trained with at 112 px. */
const [FINEST_PERIOD, COARSEST_PERIOD] = [7.5, 9];
/** Of its squares on an area of USUAL_AREA square px; a smaller one has a stronger grid, so that each is found as easily. */
const [FAINTEST_GRID, STRONGEST_GRID] = [0.18, 0.24];
const USUAL_AREA = 2000;

export function plantFault(face: Face, region: FaultRegion, { strength, random }: Plan): PlantedFace {
  const { face: forged, area } = forge(face, region, { strength, random });
  const place = createPlace(face.pose);
  const grid: Artefact = {
    kind: 'grid',
    ...area,
    period: random.between(FINEST_PERIOD, COARSEST_PERIOD),
    opacity: random.between(FAINTEST_GRID, STRONGEST_GRID) * Math.sqrt(USUAL_AREA / areaOf(area.ring)) * strength,
  };
  return {
    face: { ...forged, artefacts: [...forged.artefacts, grid] },
    polygon: area.ring.map(({ x, y }) => place(x, y, area.rise)),
  };
}

function forge(face: Face, region: FaultRegion, plan: Plan): Forged {
  switch (region) {
    case 'eyes':
      return wrongEye(face, plan);
    case 'nose':
      return plan.random.next() < 0.5 ? wrongNostril(face, plan) : smearedNose(face, plan);
    case 'mouth':
      return wrongMouth(face, plan);
    case 'brows':
      return wrongBrow(face, plan);
    case 'jaw':
      return jawSeam(face, plan);
    case 'skin':
      return plan.random.next() < 0.6 ? skinGrid(face, plan) : skinBlotches(face, plan);
    default:
      return assertNever(region);
  }
}

const STRANGE_IRISES = ['#3fa9e0', '#58c46a', '#e0a63a'].map(colour);
const DARK_IRIS = colour('#1d0f0a');

/** One iris of another colour and size that looks elsewhere, its catch light gone or out of place. */
function wrongEye(face: Face, { strength, random }: Plan): Forged {
  const side = sideOf(random);
  const look = side < 0 ? face.eyes.left : face.eyes.right;
  const strange = STRANGE_IRISES[random.integer(STRANGE_IRISES.length)] ?? DARK_IRIS;
  const target = brightness(look.iris) > 130 ? DARK_IRIS : strange;
  const isLarger = random.next() < 0.5;
  const away = sideOf(random) * random.between(3.4, 4.6) * strength;
  const { catchLight } = look;
  const wrong: EyeLook = {
    ...look,
    iris: mix(look.iris, target, strength),
    irisRadius: look.irisRadius * (1 + (isLarger ? 0.32 : -0.36) * strength),
    gaze: { x: look.gaze.x + away, y: look.gaze.y + random.between(-1, 1) * 1.5 * strength },
    catchLight:
      catchLight === null || strength > random.between(0.3, 1.2)
        ? null
        : { x: catchLight.x * (1 - 2 * strength), y: catchLight.y * (1 - 1.6 * strength) },
  };
  const { apart, width, upper, lower } = face.eyes;
  const eyes = side < 0 ? { ...face.eyes, left: wrong } : { ...face.eyes, right: wrong };
  return {
    face: { ...face, eyes },
    area: ellipse({ x: side * apart, y: (lower - upper) / 2 }, [width + 6, (upper + lower) / 2 + 8]),
  };
}

/** A nostril that is too large and too far out, and its double. */
function wrongNostril(face: Face, { strength, random }: Plan): Forged {
  const { nose } = face;
  const side = sideOf(random);
  const nostrils = nose.nostrils.flatMap((nostril) => {
    if (Math.sign(nostril.x) !== side) return [nostril];
    const moved = {
      ...nostril,
      x: nostril.x + side * 2.5 * strength,
      y: nostril.y - 3.5 * strength,
      size: nostril.size * (1 + 0.75 * strength),
    };
    const double = { ...moved, x: nostril.x + side * 1.5, y: nostril.y - 12.5, opacity: nostril.opacity * strength };
    return [moved, double];
  });
  const centre = { x: side * nose.wings * 0.4, y: nose.tipY };
  return { face: { ...face, nose: { ...nose, nostrils } }, area: ellipse(centre, [16, 17], 7) };
}

/** The nose dragged to one side, as a warp that lost hold of it. */
function smearedNose(face: Face, { strength, random }: Plan): Forged {
  const { nose, person } = face;
  const side = sideOf(random);
  const { skin } = person;
  const tones = [darker(skin.deepShadow, 0.25), lighter(skin.highlight, 0.25), skin.shadow, skin.flush];
  const reach = nose.wings + 9;
  const tilt = side * random.between(4, 16);
  const smear = Array.from({ length: 16 }, (_, i) => ({
    at: { x: side * random.between(0, 7), y: nose.tipY - 15 + i * 1.8 },
    length: 2 * (reach - 7) * random.between(0.75, 1),
    width: random.between(5, 8.5),
    tilt: tilt + random.between(-4, 4),
    colour: tones[(i + random.integer(2)) % tones.length] ?? skin.shadow,
    opacity: 0.95 * strength,
  }));
  return {
    face: { ...face, nose: { ...nose, smear } },
    area: ellipse({ x: 0, y: nose.tipY - 1 }, [reach + 4, 22], 8),
  };
}

/** Lips dragged and swollen on one side, their colour running into the skin. */
function wrongMouth(face: Face, { strength, random }: Plan): Forged {
  const { mouth } = face;
  const side = sideOf(random);
  const isUp = random.next() < 0.4;
  const drop = (isUp ? -9 : 10) * strength * random.between(0.85, 1.15);
  const warp = { side, drop, swell: random.between(0.35, 0.7) * strength };
  const bleed = Array.from({ length: 4 }, (_, i) => ({
    at: { x: side * mouth.width * (0.45 + 0.22 * i), y: mouth.y + drop * (0.3 + 0.25 * i) + random.between(-1, 7) },
    rx: random.between(6, 10),
    ry: random.between(5, 8),
    opacity: 0.7 * strength,
  }));
  const reach = mouth.width + 12;
  const height = Math.max(mouth.upper, mouth.lower) + mouth.gap + 12 + Math.abs(drop) / 2;
  return {
    face: { ...face, mouth: { ...mouth, warp, bleed } },
    area: ellipse({ x: side * 4, y: mouth.y + drop / 2 + 1 }, [reach + 2, height], 3),
  };
}

/** One brow missing, doubled, or of another kind than its fellow. */
function wrongBrow(face: Face, { strength, random }: Plan): Forged {
  const side = sideOf(random);
  const look = side < 0 ? face.brows.left : face.brows.right;
  const choice = random.integer(3);
  const changed = (wrong: typeof look) => (side < 0 ? { ...face.brows, left: wrong } : { ...face.brows, right: wrong });
  const brows = () => {
    if (choice === 0) return changed({ ...look, opacity: look.opacity * (1 - strength) });
    if (choice === 1)
      return {
        ...face.brows,
        extra: {
          side,
          look: { ...look, opacity: look.opacity * strength, thickness: look.thickness * 1.15 },
          rise: 8.5,
        },
      };
    const isDark = brightness(look.colour) < 70;
    const tone = mix(look.colour, isDark ? colour('#b9843f') : colour('#120c0a'), 0.85 * strength);
    return changed({
      ...look,
      colour: tone,
      thickness: look.thickness * (1 + 1.1 * strength),
      innerLift: look.innerLift - 3 * strength,
      outerLift: look.outerLift + 5 * strength,
    });
  };
  const line = browLine(face.brows, side, look);
  const [first, last] = [line[0] as Point, line.at(-1) as Point];
  const middle = { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 - (choice === 1 ? 6.5 : 3) };
  const half = [Math.abs(last.x - first.x) / 2 + 7, choice === 1 ? 15.5 : 14] as const;
  return { face: { ...face, brows: brows() }, area: ellipse(middle, half) };
}

/** The edge of a pasted face: along the jaw the tone changes at a hard line, and the contour steps out of itself. */
function jawSeam(face: Face, { strength, random }: Plan): Forged {
  const side = sideOf(random);
  const jaw = jawLine(face.head);
  const along = (side < 0 ? jaw : jaw.toReversed()).slice(3, 12);
  const offset = (distance: (share: number) => number) =>
    along.map(({ x, y }, i) => {
      const length = Math.hypot(x, y - 18);
      const factor = 1 + distance(i / (along.length - 1)) / length;
      return { x: x * factor, y: 18 + (y - 18) * factor };
    });
  const step = random.between(0.35, 0.6);
  const outer = offset((share) => (share < step ? 5.5 * strength : -0.5));
  const inner = offset((share) => -random.between(11, 13) + (share < step ? -2 : 2) * strength);
  const { skin } = face.person;
  const isLighter = random.next() < 0.3 + 0.5 * skin.tone;
  const odd = mix(skin.base, fromHsl(random.between(20, 70), 0.35, 0.5), 0.35);
  const tone = isLighter ? lighter(odd, 0.34) : darker(odd, 0.4);
  const seam = { kind: 'seam', outer, inner, colour: tone, opacity: 0.8 * strength } as const;
  const ring = [...offset(() => 7), ...offset(() => -15.5).toReversed()];
  return { face: { ...face, artefacts: [...face.artefacts, seam] }, area: { ring, rise: 0 } };
}

/** A patch of skin in squares, and nothing else. */
function skinGrid(face: Face, { strength, random }: Plan): Forged {
  const { area } = skinPatch(face, random);
  const opacity = random.between(0.14, 0.2) * strength;
  const grid = { kind: 'grid', ...area, period: random.between(5.5, 7), opacity } as const;
  return { face: { ...face, artefacts: [...face.artefacts, grid] }, area };
}

/** A patch of skin without texture and of several tones. */
function skinBlotches(face: Face, { strength, random }: Plan): Forged {
  const { area, centre, radius } = skinPatch(face, random);
  const { skin } = face.person;
  const tones: readonly Colour[] = [
    lighter(skin.highlight, 0.3),
    darker(skin.shadow, 0.25),
    fromHsl(95, 0.22, 0.3 + 0.35 * (1 - skin.tone)),
    darker(skin.flush, 0.12),
  ];
  const spots = Array.from({ length: 14 }, (_, i) => ({
    at: { x: centre.x + random.between(-0.8, 0.8) * radius, y: centre.y + random.between(-0.8, 0.8) * radius },
    radius: random.between(6, 11),
    colour: tones[i % tones.length] ?? skin.highlight,
    opacity: random.between(0.75, 0.95) * strength,
  }));
  return { face: { ...face, artefacts: [...face.artefacts, { kind: 'blotches', ring: area.ring, spots }] }, area };
}

/** On a cheek, where no hair falls and no glasses sit; a rough circle. */
function skinPatch(face: Face, random: Random) {
  const side = sideOf(random);
  const radius = random.between(17, 20);
  const centre = { x: side * face.head.cheek * random.between(0.54, 0.6), y: random.between(36, 42) };
  const ring = Array.from({ length: 16 }, (_, i) => {
    const [reach, angle] = [radius * random.between(0.92, 1.08), (i * Math.PI) / 8];
    return { x: centre.x + reach * Math.cos(angle), y: centre.y + reach * Math.sin(angle) };
  });
  return { area: { ring, rise: 0 }, centre, radius };
}

/** Shoelace formula. */
const areaOf = (ring: readonly Point[]): number =>
  Math.abs(ring.reduce((sum, { x, y }, i) => sum + x * after(ring, i).y - after(ring, i).x * y, 0)) / 2;

const after = (ring: readonly Point[], index: number) => ring[(index + 1) % ring.length] as Point; // in range: a remainder

const sideOf = (random: Random): -1 | 1 => (random.next() < 0.5 ? -1 : 1);

/** 0..255, ITU-R BT.601. */
const brightness = ([r, g, b]: Colour) => 0.299 * r + 0.587 * g + 0.114 * b;

function ellipse({ x, y }: Point, [rx, ry]: readonly [number, number], rise = 0): Area {
  const ring = Array.from({ length: 24 }, (_, i) => {
    const angle = (i * Math.PI) / 12;
    return { x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) };
  });
  return { ring, rise };
}
