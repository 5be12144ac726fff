import { type Answers, standOf } from '../answers.ts';
import { useLedgers } from '../queries.ts';
import type { Look } from '../use-looked-at.ts';
import type { ShownLedger } from './shown-ledger.ts';

export type LedgersAnswer = Answers & {
  /** Of those tests that are measured, in their order. */
  readonly ledgers: readonly ShownLedger[];
};

export function useShownLedgers(looks: readonly Look[]): LedgersAnswer {
  const answers = useLedgers(looks.map(({ measured }) => measured));
  return {
    ledgers: looks.flatMap(({ name, maps, measured }, i) => {
      const ledger = answers[i]?.data;
      if (ledger === undefined || measured === null || maps === null) return [];
      return [{ name, ledger, grid: `${maps.layer.columns} × ${maps.layer.rows}` }];
    }),
    ...standOf(answers),
  };
}
