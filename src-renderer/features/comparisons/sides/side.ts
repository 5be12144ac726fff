/** One run of a comparison with all that its column needs. */
import type { RunLook } from '#renderer/components/run-look.ts';
import type { ComparedRun, ComparedTest } from '#shared/contract/comparisons.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import { type Comparability, comparability } from '#shared/domain/comparability.ts';
import type { RunId } from '#shared/domain/records.ts';

export type Side = {
  readonly id: RunId;
  readonly name: string;
  readonly row: RunRow;
  readonly look: RunLook;
  /** The first column. */
  readonly isBaseline: boolean;
  readonly compared: ComparedRun;
  /** The one that is looked at; null = it has none there. */
  readonly test: ComparedTest | null;
};

/** The baseline first, the others in their order. */
export const orderedIds = (runIds: readonly RunId[], baseline: RunId | undefined): readonly RunId[] =>
  baseline !== undefined && runIds.includes(baseline) ? [baseline, ...runIds.filter((id) => id !== baseline)] : runIds;

/** The order with one run before another one, or where `to` is -1 | 1, one place to that side. The first one is the baseline. */
export function movedId(ids: readonly RunId[], id: RunId, to: RunId | -1 | 1): readonly RunId[] {
  const from = ids.indexOf(id);
  const target = typeof to === 'number' ? from + to : ids.indexOf(to);
  if (from === -1 || target < 0 || target >= ids.length || target === from) return ids;
  const others = ids.filter((other) => other !== id);
  return [...others.slice(0, target), id, ...others.slice(target)];
}

export const comparabilityOf = (sides: readonly Side[]): Comparability =>
  comparability(
    sides.map(({ id, name, compared, test }) => ({
      id,
      name,
      aspects: [...compared.aspects, ...(test?.aspects ?? [])],
    })),
  );
