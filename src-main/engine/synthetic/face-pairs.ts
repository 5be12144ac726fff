/**
 * Which faces a set has. Faces come in pairs of one identity: a real face, and the same face with one fault, alike in everything else down
 * to the grain. So nothing but the fault tells the classes apart (all other statistics are equal by construction, and no identity belongs
 * to one class), and the difference of the two pictures shows where it is. A pair is a group: it is never split between train and test.
 */
import { mixSeeds } from '#shared/domain/random.ts';
import type { FaultRegion } from '#shared/domain/regions.ts';
import type { FaceKind } from './draw-face.ts';

export type FaceSetOptions = {
  /** Faces, real and fake together; where it is odd there is one real face more. */
  readonly count: number;
  readonly seed: number;
  /** Of the fakes, 0..1. */
  readonly strength: number;
  /** Taken in turn. */
  readonly regions: readonly FaultRegion[];
  /** Of the pairs, 0..1; the same in each region. */
  readonly testShare: number;
};

export type PlannedFace = {
  /** Relative to the set's folder, with "/". */
  readonly path: string;
  readonly group: string;
  readonly seed: number;
  readonly kind: FaceKind;
  readonly isTest: boolean;
};

/** In the order of their groups. A larger count adds faces and changes none. */
export function planFaces({ count, seed, strength, regions, testShare }: FaceSetOptions): readonly PlannedFace[] {
  return Array.from({ length: count }, (_, index) => {
    const pair = Math.floor(index / 2);
    const turn = pair % regions.length;
    const region = regions[turn] as FaultRegion; // in range: a remainder
    const isReal = index % 2 === 0;
    const number = String(pair + 1).padStart(6, '0');
    return {
      path: `${isReal ? 'real' : 'fake'}/${number}.jpg`,
      group: `identity-${number}`,
      seed: mixSeeds(seed, pair),
      kind: isReal ? 'real' : { region, strength },
      isTest: isTestRound(Math.floor(pair / regions.length), { turn: turn / regions.length, testShare }),
    };
  });
}

/** So that ten tenths are one. */
const ROUNDING = 1e-9;

/** Spreads the share evenly over the rounds of all regions; the regions take their turns apart, the first begins with a test. */
function isTestRound(round: number, { turn, testShare }: { turn: number; testShare: number }): boolean {
  const before = round * testShare + (turn === 0 ? 1 - testShare : turn);
  return Math.floor(before + testShare + ROUNDING) > Math.floor(before + ROUNDING);
}
