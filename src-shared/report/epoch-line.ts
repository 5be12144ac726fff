/** The line that the reference project prints after each epoch. */
import { formatDuration, percent, short } from './numbers.ts';

type Measured = { readonly loss: number; readonly accuracy: number };

export type CompletedEpoch = {
  readonly epoch: number;
  readonly epochs: number;
  readonly train: Measured;
  readonly valid: Measured;
  readonly learningRate: number;
  readonly durationMs: number;
};

export function epochLine({ epoch, epochs, train, valid, learningRate, durationMs }: CompletedEpoch): string {
  const place = String(epoch).padStart(String(epochs).length);
  const figures = [
    `Train Accuracy = ${percent(train.accuracy, 5)}`,
    `Train Loss = ${train.loss.toFixed(5)}`,
    `Valid Accuracy = ${percent(valid.accuracy, 5)}`,
    `Valid Loss = ${valid.loss.toFixed(5)}`,
    `lr = ${short(learningRate)}`,
  ];
  return `[${place}/${epochs}] Epoch ${epoch}: ${figures.join(', ')} (time elapsed ${formatDuration(durationMs)})`;
}
