/** What several features have in common: build, age, colouring, and the light that falls on them. */
import type { Random } from '#shared/domain/random.ts';
import { type Colour, colour, darker, jittered, lighter, mix, onScale } from './colour.ts';

export type Person = {
  /** 0 about twenty years old, 1 about seventy-five. */
  readonly age: number;
  /** 0 soft features, 1 strong ones: jaw, brows, beard, lips. */
  readonly strength: number;
  readonly skin: Skin;
  readonly hairColour: Colour;
  readonly light: Light;
};

export type Skin = {
  readonly base: Colour;
  readonly shadow: Colour;
  readonly deepShadow: Colour;
  readonly highlight: Colour;
  readonly flush: Colour;
  /** 0 light, 1 dark. */
  readonly tone: number;
};

export type Light = {
  /** Where it comes from: -1 the image's left, 1 its right. */
  readonly side: number;
  /** 0 flat, 1 hard. */
  readonly contrast: number;
  readonly colour: Colour;
};

const SKIN_TONES = ['#f4d3bf', '#eec0a2', '#e3ae8a', '#d29a72', '#b97d55', '#98613f', '#74472f', '#553224'].map(colour);
const DARK_HAIR = ['#15110f', '#241a15', '#38261c'].map(colour);
const FAIR_HAIR = ['#3f2818', '#6a4526', '#8d6137', '#b58a4f', '#d3b079', '#8c3f1e'].map(colour);
const GREY_HAIR = colour('#b9b6b2');
const WARM_LIGHT = colour('#ffd9a8');
const COOL_LIGHT = colour('#cfe0ff');

export function choosePerson(random: Random): Person {
  const age = random.next() ** 1.9;
  const tone = random.next();
  const strength = random.next();
  const skin = skinOf(jittered(onScale(SKIN_TONES, tone), 6, random), tone);
  const natural = onScale(random.next() < 0.25 + tone * 0.9 ? DARK_HAIR : FAIR_HAIR, random.next());
  const grey = Math.max(0, age - 0.45) * random.between(0, 2);
  const hairColour = mix(jittered(natural, 5, random), GREY_HAIR, Math.min(0.9, grey));
  const light = {
    side: random.between(-1, 1),
    contrast: random.between(0.2, 1),
    colour: mix(WARM_LIGHT, COOL_LIGHT, random.next()),
  };
  return { age, strength, skin, hairColour, light };
}

function skinOf(base: Colour, tone: number): Skin {
  const red = mix(colour('#a4432c'), colour('#3a1610'), tone * 0.8);
  const shadow = darker(mix(base, red, 0.3), 0.2);
  return {
    base,
    shadow,
    deepShadow: darker(mix(base, red, 0.5), 0.52),
    highlight: mix(lighter(base, 0.55), colour('#ffe6c8'), 0.3),
    flush: mix(base, mix(colour('#d5503f'), colour('#7c2c1f'), tone), 0.55),
    tone,
  };
}
