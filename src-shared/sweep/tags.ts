/** How a run says which sweep and which of its trials it belongs to: by two tags of the configuration it was made with, which nobody changes afterwards. */

const SWEEP = 'sweep:';
const TRIAL = 'trial:';

export const sweepTag = (name: string): string => `${SWEEP}${name}`;
export const trialTag = (id: string): string => `${TRIAL}${id}`;

/** Null for a configuration of no sweep. */
export function trialOfTags(tags: readonly string[]): { readonly sweep: string; readonly trial: string } | null {
  const [sweep, trial] = [SWEEP, TRIAL].map((start) => tags.find((tag) => tag.startsWith(start))?.slice(start.length));
  return sweep === undefined || trial === undefined ? null : { sweep, trial };
}

/** On a run that the median rule ended: a sweep does not go on with it. */
export const EARLY_STOP_TAG = 'stopped-early:median';
