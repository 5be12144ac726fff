import type { StepColumns } from '../contract/runs.ts';

/** The steps of `a`, then those of `b`. */
export const joinSteps = (a: StepColumns, b: StepColumns): StepColumns => ({
  step: [...a.step, ...b.step],
  epoch: [...a.epoch, ...b.epoch],
  loss: [...a.loss, ...b.loss],
  accuracy: [...a.accuracy, ...b.accuracy],
  learningRate: [...a.learningRate, ...b.learningRate],
  imagesPerSecond: [...a.imagesPerSecond, ...b.imagesPerSecond],
  memoryBytes: [...a.memoryBytes, ...b.memoryBytes],
  atMs: [...a.atMs, ...b.atMs],
});
