/** Jobs that change pictures and ask the network again, and what they tell. */
import { z } from 'zod';
import { COVERINGS } from '#shared/domain/explanations.ts';
import { LANDMARK_COUNT } from '#shared/domain/regions.ts';
import { FilePath, Float32, InputSettings, ModelSettings } from '../message-parts.ts';

const Landmarks = Float32.refine((values) => values.length === 2 * LANDMARK_COUNT, '68 pairs');

export const KnockOutFace = z.strictObject({
  file: FilePath,
  /** Of the picture, upright, in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** 68 x (x, y) in the picture's pixels. */
  landmarks: Landmarks,
});
export type KnockOutFace = z.infer<typeof KnockOutFace>;

/** Every face whole, and with one of its regions covered after another. */
export const KnockOutJob = z.strictObject({
  kind: z.literal('knock-out'),
  model: ModelSettings,
  input: InputSettings,
  weights: FilePath,
  covering: z.enum(COVERINGS),
  faces: z.array(KnockOutFace),
});
export type KnockOutJob = z.infer<typeof KnockOutJob>;

/** [faces, 1 + regions, classes]: of the picture, and then with each region of FACE_REGIONS covered; NaN where the region is not in the picture. */
export const KnockOutFact = z.strictObject({
  kind: z.literal('knock-outs'),
  /** The first face's position in the job's list; the others follow it. */
  first: z.int().min(0),
  logits: Float32,
});

export const MappedFace = z.strictObject({
  file: FilePath,
  /** [rows, columns], raw. */
  map: Float32,
  /** The class whose probability is followed: the one that the map explains. */
  explainedClass: z.int().min(0),
  /** Of the random map beside it, and of the noise. */
  seed: z.int(),
});
export type MappedFace = z.infer<typeof MappedFace>;

/** Insertion, deletion and ROAD of given maps, and of random ones on the same grid. */
export const FaithfulnessJob = z.strictObject({
  kind: z.literal('faithfulness'),
  model: ModelSettings,
  input: InputSettings,
  weights: FilePath,
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Of a curve: it has one point more. */
  steps: z.int().positive(),
  faces: z.array(MappedFace),
});
export type FaithfulnessJob = z.infer<typeof FaithfulnessJob>;

export const FaithfulnessFact = z.strictObject({
  kind: z.literal('faithfulness'),
  /** In the job's list. */
  position: z.int().min(0),
  /** Probabilities of the explained class after 0, 1/steps ... all of the pixels. */
  insertion: Float32,
  deletion: Float32,
  road: z.number(),
  /** Areas and score of the random map. */
  randomInsertion: z.number(),
  randomDeletion: z.number(),
  randomRoad: z.number(),
});
