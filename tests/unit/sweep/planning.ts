/** Sweeps for tests, planned without a disk. */
import { AppError } from '#shared/errors.ts';
import { planSweep, type Sweep } from '#shared/sweep/plan-sweep.ts';

export const BASE = `network: resnet18
data: { train: faces.csv }
input_size: { height: 32, width: 32 }
num_epochs: 3
`;

export const plan = (text: string, base = BASE): Sweep =>
  planSweep(text, { file: 'sweep.yaml', fileName: 'sweep', readBase: () => ({ file: 'base.yaml', text: base }) });

export const settingsOf = (sweep: Sweep) => sweep.trials.map(({ settings }) => settings);

/** What a text is refused with. */
export function refusal(text: string, base = BASE): string {
  try {
    plan(text, base);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}
