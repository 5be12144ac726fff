/** Which faces are tried where not all are: drawn at random and always the same ones, so that more of them include the fewer. */
import { createRandom, shuffled } from '#shared/domain/random.ts';

const SEED = 20;

/** In the order in which they are drawn: what was tried before a stop is a fair sample too. `limit` null = all. */
export const sampleOf = <T>(faces: readonly T[], limit: number | null): readonly T[] =>
  shuffled(faces, createRandom(SEED)).slice(0, limit ?? faces.length);
