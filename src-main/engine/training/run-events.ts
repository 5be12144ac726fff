/** TensorBoard's view of a run: scalars of every step and epoch, histograms of the weights after every epoch. */
import path from 'node:path';
import type { ModelSession } from '../networks/model-session.ts';
import { createEventWriter } from '../tensorboard/event-writer.ts';
import type { TrainEvent } from './train.ts';

type EventOf<K extends TrainEvent['kind']> = Extract<TrainEvent, { kind: K }>;

export type RunEvents = {
  readonly step: (event: EventOf<'step'>) => void;
  readonly epoch: (event: EventOf<'epoch'>, session: ModelSession) => Promise<void>;
  readonly close: () => Promise<void>;
};

export function createRunEvents(runFolder: string): RunEvents {
  const writer = createEventWriter(path.join(runFolder, 'tensorboard'));
  return {
    step: (event) => {
      writer.scalar('train/batch_loss', event.batchLoss, event.step);
      writer.scalar('train/learning_rate', event.learningRate, event.step);
    },
    epoch: async ({ epoch, train, valid, state }, session) => {
      writer.scalar('train/loss', train.loss, epoch);
      writer.scalar('train/accuracy', train.accuracy, epoch);
      writer.scalar('valid/loss', valid.loss, epoch);
      writer.scalar('valid/accuracy', valid.accuracy, epoch);
      for (const { name, values } of session.readWeights()) writer.histogram(`weights/${name}`, values, state.step);
      await writer.flush();
    },
    close: () => writer.close(),
  };
}
