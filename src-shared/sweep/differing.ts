/** What tells trials apart: a setting that all of them have alike says nothing of one of them. */
import type { SettingValue } from './sweep-file.ts';

/** In the order in which the trials name them; of a single trial all. */
export function differingSettings(trials: readonly Readonly<Record<string, SettingValue>>[]): readonly string[] {
  const keys = [...new Set(trials.flatMap((settings) => Object.keys(settings)))];
  if (trials.length < 2) return keys;
  return keys.filter((key) => new Set(trials.map((settings) => JSON.stringify(settings[key]))).size > 1);
}
