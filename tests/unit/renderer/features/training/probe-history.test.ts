import { describe, expect, it } from 'vitest';
import { historiesOf, outcomeAt } from '#renderer/features/training/probe-history.ts';
import { ProbeStrip } from '#shared/contract/training.ts';

const strip = ProbeStrip.parse({
  faces: [
    { imageId: 7, path: 'a.jpg', label: 1 },
    { imageId: 9, path: 'b.jpg', label: 0 },
  ],
  layer: 'layer4',
  epochs: [
    { epoch: 1, results: [result(7, 0.6), result(9, 0.4)] },
    { epoch: 2, results: [result(7, 0.2), result(9, 0.4)] },
    { epoch: 3, results: [result(9, 0.5)] },
  ],
});

function result(imageId: number, score: number) {
  return { imageId, score, explainedClass: score >= 0.5 ? 0 : 1, hasHeatmap: true };
}

describe('what became of a pinned face', () => {
  const [real, fake] = historiesOf(strip);
  if (real === undefined || fake === undefined) throw new Error('there are two');

  it('is its scores in the order of the epochs, with gaps where it was not scored', () => {
    expect([real.scores, fake.scores]).toEqual([
      [0.6, 0.2, null],
      [0.4, 0.4, 0.5],
    ]);
    expect(outcomeAt(real, 2)).toBeNull();
  });

  it('is right or wrong at a threshold of 0.5, which itself is fake', () => {
    expect(outcomeAt(real, 0)).toEqual({ score: 0.6, predicted: 0, isRight: false, hasFlipped: false });
    expect(outcomeAt(fake, 2)).toEqual({ score: 0.5, predicted: 0, isRight: true, hasFlipped: true });
  });

  it('is marked where it flips from one epoch to the next, either way', () => {
    expect([0, 1].map((at) => outcomeAt(real, at)?.hasFlipped)).toEqual([false, true]);
    expect([0, 1].map((at) => outcomeAt(fake, at)?.hasFlipped)).toEqual([false, false]);
  });
});
