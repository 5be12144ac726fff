/** From answers to the figures of the table. Pure. */
import { assert } from '#shared/errors.ts';
import type { Measurement } from './measure.ts';
import type { Answer } from './protocol.ts';

export const FACET = 'Facet';
/** torch.compile: reported, but not what Facet is measured against. */
export const COMPILED = 'torch.compile';

export type Verdict = 'below' | 'enough' | 'reached';

export type Figure = {
  readonly title: string;
  readonly facet: string;
  readonly reference: string;
  /** With torch.compile, and how many times as fast Facet is; a dash where it took no part. */
  readonly compiled: string;
  readonly value: string;
  readonly atLeast: string;
  readonly reachFor: string;
  readonly verdict: Verdict;
};

/** Reference's seconds over Facet's, round by round, where the reference is the one that is faster in the median. */
export type Speedup = {
  readonly reference: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
};

export function speedup({ row, answers }: Measurement): Speedup {
  const ours = answers[FACET];
  assert(ours !== undefined && ours.length > 0, `Facet ran ${row.id}`);
  const reference = fastestReference(answers);
  const ratios = ratiosTo(reference, answers);
  return { reference, median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** A contender's seconds over Facet's, round by round. */
const ratiosTo = (name: string, answers: Measurement['answers']): readonly number[] =>
  (answers[name] ?? []).map((theirs, i) => secondsPerItem(theirs) / secondsPerItem(answers[FACET]![i]!)); // one of each a round

/** The eager contender with the least median time. */
export function fastestReference(answers: Measurement['answers']): string {
  const [fastest] = Object.keys(answers)
    .filter((name) => name !== FACET && name !== COMPILED)
    .sort((a, b) => medianSeconds(answers[a]) - medianSeconds(answers[b]));
  assert(fastest !== undefined, 'there is a reference');
  return fastest;
}

export function speedFigure(measurement: Measurement): Figure {
  const { row, answers } = measurement;
  const { reference, median: ratio, least, most } = speedup(measurement);
  return {
    title: row.title,
    facet: milliseconds(answers[FACET]),
    reference: `${milliseconds(answers[reference])} (${reference})`,
    compiled:
      answers[COMPILED] === undefined
        ? '–'
        : `${milliseconds(answers[COMPILED])} (${median(ratiosTo(COMPILED, answers)).toFixed(2)}x)`,
    value: `${ratio.toFixed(2)}x (${least.toFixed(2)}–${most.toFixed(2)})`,
    atLeast: `${row.atLeast}x`,
    reachFor: `${row.reachFor}x`,
    verdict: verdict({ reached: ratio >= row.reachFor, enough: ratio >= row.atLeast }),
  };
}

/** Peak resident set while training, as a fraction of the reference's: less is better. */
export function memoryFigure({ row, answers }: Measurement): Figure {
  const atMost = row.memoryAtMost ?? 1;
  const reference = fastestReference(answers);
  const peak = (name: string) => Math.max(...(answers[name] ?? []).map((answer) => answer.peakMemoryBytes));
  const ratio = peak(FACET) / peak(reference);
  return {
    title: `peak memory, ${row.title}`,
    facet: gigabytes(peak(FACET)),
    reference: `${gigabytes(peak(reference))} (${reference})`,
    compiled: '–',
    value: `${ratio.toFixed(2)}x`,
    atLeast: `at most ${atMost.toFixed(1)}x`,
    reachFor: '0.8x',
    verdict: verdict({ reached: ratio <= 0.8, enough: ratio <= atMost }),
  };
}

/** The part of an epoch that is not spent inside TensorFlow; null where Facet did not measure it. */
export function outsideFigure({ row, answers }: Measurement): Figure | null {
  const shares = (answers[FACET] ?? []).flatMap(({ seconds, secondsInTensorflow }) =>
    secondsInTensorflow === null ? [] : [1 - secondsInTensorflow / seconds],
  );
  if (shares.length === 0) return null;
  const share = median(shares);
  return {
    title: `time outside TensorFlow, ${row.title}`,
    facet: `${(100 * share).toFixed(1)} %`,
    reference: '–',
    compiled: '–',
    value: `${(100 * share).toFixed(1)} %`,
    atLeast: 'under 3 %',
    reachFor: '1 %',
    verdict: verdict({ reached: share <= 0.01, enough: share < 0.03 }),
  };
}

/** Seconds of an epoch of `train` + `valid` images at a contender's median rates. */
export function projectedSeconds(
  answers: readonly Answer[],
  { train, valid }: { readonly train: number; readonly valid: number },
): number {
  const rate = (part: 'train' | 'valid') =>
    median(
      answers.map(({ parts }) => {
        assert(parts !== null, 'an epoch tells its parts');
        return secondsPerItem(parts[part]);
      }),
    );
  return train * rate('train') + valid * rate('valid');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  assert(upper !== undefined, 'a median is of something');
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1]! + upper) / 2; // two or more
}

const secondsPerItem = ({ seconds, items }: { readonly seconds: number; readonly items: number }) => seconds / items;
const medianSeconds = (answers: readonly Answer[] = []) => median(answers.map(secondsPerItem));
const milliseconds = (answers: readonly Answer[] = []) => `${(1000 * medianSeconds(answers)).toFixed(1)} ms`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
const verdict = ({ reached, enough }: { readonly reached: boolean; readonly enough: boolean }): Verdict =>
  reached ? 'reached' : enough ? 'enough' : 'below';
