/** What the reference project's section on the optimizer has no line for: only what is asked for is printed. */
import type { ExperimentConfig } from '../config/schema.ts';
import { short } from './numbers.ts';

export type TrainingKeys = Pick<
  ExperimentConfig,
  'optimizer' | 'scheduler' | 'gradient_clip_norm' | 'label_smoothing' | 'class_weights'
>;

export function recipeLines(config: TrainingKeys): readonly string[] {
  const { optimizer, scheduler, class_weights: weights } = config;
  const factors = Object.entries(optimizer.lr_factors).map(([prefix, factor]) => `${prefix} x ${short(factor)}`);
  const rates = [
    ...(scheduler.type === 'cosine' ? [`cosine to ${short(scheduler.min_lr)}`] : []),
    ...(scheduler.warmup_epochs > 0 ? [`warm-up ${scheduler.warmup_epochs}`] : []),
  ];
  const given: readonly (readonly [string, string])[] = [
    ['Scheduler', rates.join(', ')],
    ['Learning rate by part', factors.join(', ')],
    ['Gradient clipping', config.gradient_clip_norm > 0 ? short(config.gradient_clip_norm) : ''],
    ['Label smoothing', config.label_smoothing > 0 ? short(config.label_smoothing) : ''],
    ['Class weights', weightsInWords(weights)],
  ];
  return given.flatMap(([name, value]) => (value === '' ? [] : [` ${name}: ${value}`]));
}

function weightsInWords(weights: TrainingKeys['class_weights']): string {
  if (weights === 'none') return '';
  if (weights === 'balanced') return weights;
  const [fake = 1, real = 1] = weights;
  return `fake ${short(fake)}, real ${short(real)}`;
}
