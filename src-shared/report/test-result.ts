/** The figures of a test: the reference project's four lines, then ours. */
import { CLASS_NAMES, type ClassName } from '../domain/labels.ts';
import type { Confusion } from '../metrics/confusion.ts';
import type { EvaluationSummary } from '../metrics/summary.ts';
import { grouped, short } from './numbers.ts';

export type TestResult = {
  /** Mean cross entropy over the set. */
  readonly loss: number;
  readonly summary: EvaluationSummary;
  /** The class that the reference's lines count as positive; figures for the other one follow. */
  readonly positive: ClassName;
};

export function testResultSection({ loss, summary, positive }: TestResult): string {
  const figures = summary.byPositiveClass[positive];
  const other = summary.byPositiveClass[positive === 'fake' ? 'real' : 'fake'];
  const line = (name: string, value: string) => ` ${name.padEnd(9)} : ${value}`;
  return [
    '[+] Test result',
    line('Loss', loss.toFixed(8)),
    line('Accuracy', figure(figures.accuracy)),
    line('Precision', figure(figures.precision)),
    line('Recall', figure(figures.recall)),
    line('Positive', `${positive} (the class that precision, recall, F1 and AP count)`),
    line('F1', figure(figures.f1)),
    line('AP', figure(figures.averagePrecision)),
    line('AUC', figure(summary.auc)),
    line('EER', figure(summary.equalErrorRate?.rate ?? null)),
    line('Threshold', `${short(summary.threshold)} (called fake where P(fake) is at least this)`),
    line('Images', grouped(summary.n)),
    '',
    `[+] With ${other.positiveClass} as the positive class`,
    line('Precision', figure(other.precision)),
    line('Recall', figure(other.recall)),
    line('F1', figure(other.f1)),
    line('AP', figure(other.averagePrecision)),
    '',
    confusionSection(summary.confusion),
  ].join('\n');
}

/** Rows: what the images are. Columns: what they were called. */
export function confusionSection(matrix: Confusion): string {
  const { fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal, n } = matrix;
  const row = (name: string, counts: readonly number[]) =>
    `${` ${name}`.padEnd(8)}${counts.map((count) => grouped(count).padStart(14)).join('')}`;
  const titles = [...CLASS_NAMES.map((name) => `called ${name}`), 'total'].map((title) => title.padStart(14));
  return [
    `[+] Confusion matrix (n = ${grouped(n)})`,
    `${' '.repeat(8)}${titles.join('')}`,
    row('fake', [fakeCalledFake, fakeCalledReal, fakeCalledFake + fakeCalledReal]),
    row('real', [realCalledFake, realCalledReal, realCalledFake + realCalledReal]),
    row('total', [fakeCalledFake + realCalledFake, fakeCalledReal + realCalledReal, n]),
  ].join('\n');
}

/** Eight decimals as in the reference; a figure that is a share of nothing has no number. */
const figure = (value: number | null) => (value === null ? 'none' : value.toFixed(8));
