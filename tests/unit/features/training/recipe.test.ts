import { describe, expect, it } from 'vitest';
import { classWeightsOf } from '#main/features/training/class-weights.ts';
import { scheduleOf } from '#main/features/training/config-to-job.ts';
import { parse, SHORTEST } from '#tests/unit/config/parsing.ts';

const facesOf = (fake: number, real: number) =>
  Array.from({ length: fake + real }, (_, i) => ({ file: `${i}.png`, label: i < fake ? 0 : 1 }) as const);

describe('the schedule of a configuration', () => {
  it('gives the cosine all epochs behind the warm-up', () => {
    const config = parse(`${SHORTEST}num_epochs: 12\nscheduler: {type: cosine, min_lr: 1e-5, warmup_epochs: 2}`);
    expect(scheduleOf(config)).toEqual({ kind: 'cosine', epochs: 10, minimum: 1e-5, warmupEpochs: 2 });
  });

  it("is the reference project's where nothing is said", () => {
    expect(scheduleOf(parse(SHORTEST))).toEqual({ kind: 'step', stepSize: 5, gamma: 0.1, warmupEpochs: 0 });
    expect(scheduleOf(parse(`${SHORTEST}scheduler: {type: none}`))).toEqual({ kind: 'none', warmupEpochs: 0 });
  });
});

describe('class weights', () => {
  it('are those that are given, fake first, or none', () => {
    expect(classWeightsOf({ class_weights: [2, 0.5] }, facesOf(1, 1))).toEqual([2, 0.5]);
    expect(classWeightsOf({ class_weights: 'none' }, facesOf(3, 1))).toBeNull();
  });

  it('that are to be balanced make both classes count the same', () => {
    const [fake = 0, real = 0] = classWeightsOf({ class_weights: 'balanced' }, facesOf(30, 10)) ?? [];
    expect(30 * fake).toBeCloseTo(10 * real, 12);
    expect(30 * fake + 10 * real).toBeCloseTo(40, 12);
  });

  it('cannot be balanced where a class has no face, and say which', () => {
    expect(() => classWeightsOf({ class_weights: 'balanced' }, facesOf(4, 0))).toThrow(
      'class_weights: balanced needs faces of both classes, and no real one trains.',
    );
  });
});
