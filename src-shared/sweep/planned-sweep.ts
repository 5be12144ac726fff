/** What is kept of a sweep in the workspace, so that its trials are judged and shown wherever they are trained: by the command, or by a window that goes on with its queue. */
import { z } from 'zod';
import { NETWORK_NAMES } from '../domain/networks.ts';
import type { Sweep, Trial } from './plan-sweep.ts';
import { EarlyStop, LONGEST_SWEEP_NAME, OBJECTIVES, SettingValue } from './sweep-file.ts';

/** A trial without the rest of its configuration, which its run has. */
export type PlannedTrial = Pick<Trial, 'id' | 'number' | 'settings' | 'label'> & {
  readonly config: Pick<Trial['config'], (typeof KEPT)[number]>;
};

export type PlannedSweep = Pick<Sweep, 'name' | 'file' | 'objective' | 'early_stop'> & {
  readonly trials: readonly PlannedTrial[];
};

/** How long it trains, and what says how long an epoch of it takes. */
const KEPT = ['network', 'batch_size', 'num_epochs', 'input_size'] as const;

const Count = z.int().min(1);

const SavedTrial = z.strictObject({
  id: z.string(),
  number: Count,
  settings: z.record(z.string(), SettingValue),
  label: z.string(),
  config: z.strictObject({
    network: z.enum(NETWORK_NAMES),
    batch_size: Count,
    num_epochs: Count,
    input_size: z.strictObject({ height: Count, width: Count }),
  }),
});

/** As it is written. */
export const SavedSweep = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1).max(LONGEST_SWEEP_NAME),
  file: z.string(),
  objective: z.enum(OBJECTIVES),
  early_stop: EarlyStop.optional(),
  trials: z.array(SavedTrial),
});
export type SavedSweep = z.infer<typeof SavedSweep>;

export const savedSweep = ({ name, file, objective, early_stop, trials }: PlannedSweep): SavedSweep =>
  SavedSweep.parse({
    ...{ format: 1, name, file, objective },
    ...(early_stop === undefined ? {} : { early_stop }),
    trials: trials.map(({ id, number, settings, label, config }) => ({
      ...{ id, number, settings, label },
      config: Object.fromEntries(KEPT.map((key) => [key, config[key]])),
    })),
  });
