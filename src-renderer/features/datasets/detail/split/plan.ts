/** A plan as it is typed. */
import type { SplitPlan } from '#shared/contract/datasets.ts';

export type PlanText = {
  readonly validShare: string;
  readonly testShare: string;
  readonly seed: string;
  readonly keepsGiven: boolean;
};

type Problems = Partial<Record<'validShare' | 'testShare' | 'seed', string>>;

const percent = (share: number) => String(Math.round(1000 * share) / 10);

export const textOf = ({ validShare, testShare, seed, keepsGiven }: SplitPlan): PlanText => ({
  validShare: percent(validShare),
  testShare: percent(testShare),
  seed: String(seed),
  keepsGiven,
});

/** The plan, or what is wrong with which field. */
export function planOf(text: PlanText): { readonly plan: SplitPlan | null; readonly problems: Problems } {
  const valid = shareOf(text.validShare);
  const test = shareOf(text.testShare);
  const seed = /^-?\d{1,15}$/.test(text.seed.trim()) ? Number(text.seed) : null;
  const problems: Problems = {
    ...(valid === null ? { validShare: 'A number from 0 to 99' } : {}),
    ...(test === null ? { testShare: 'A number from 0 to 99' } : {}),
    ...(seed === null ? { seed: 'A whole number' } : {}),
    ...(valid !== null && test !== null && valid + test >= 1 ? { testShare: 'Nothing is left to train on' } : {}),
  };
  if (valid === null || test === null || seed === null || valid + test >= 1) return { plan: null, problems };
  return { plan: { validShare: valid, testShare: test, seed, keepsGiven: text.keepsGiven }, problems };
}

/** "12.5" -> 0.125; a comma is a point. Null = no share. */
function shareOf(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) || value < 0 || value >= 100 ? null : value / 100;
}
