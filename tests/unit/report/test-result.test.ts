import { describe, expect, it } from 'vitest';
import { summarize } from '#shared/metrics/summary.ts';
import { confusionSection, testResultSection } from '#shared/report/test-result.ts';

/** 3 fakes, of which 2 are called fake; 4 reals, of which 3 are called real. */
const summary = summarize({
  scores: [0.9, 0.8, 0.3, 0.1, 0.2, 0.4, 0.7],
  labels: [0, 0, 0, 1, 1, 1, 1],
  threshold: 0.5,
});

describe('testResultSection', () => {
  it("starts with the reference project's four lines, for the positive class that was asked for, and names it", () => {
    const lines = testResultSection({ loss: 0.283881084, summary, positive: 'real' }).split('\n');

    expect(lines.slice(0, 6)).toEqual([
      '[+] Test result',
      ' Loss      : 0.28388108',
      ' Accuracy  : 0.71428571',
      ' Precision : 0.75000000',
      ' Recall    : 0.75000000',
      ' Positive  : real (the class that precision, recall, F1 and AP count)',
    ]);
  });

  it('gives the figures with the other class as the positive one too', () => {
    const lines = testResultSection({ loss: 0.3, summary, positive: 'real' }).split('\n');
    const other = lines.slice(lines.indexOf('[+] With fake as the positive class'));

    expect(other.slice(1, 4)).toEqual([
      ' Precision : 0.66666667',
      ' Recall    : 0.66666667',
      ' F1        : 0.66666667',
    ]);
  });

  it('says "none" for a figure that does not exist, never a number', () => {
    const fakesOnly = summarize({ scores: [0.2, 0.3], labels: [0, 0], threshold: 0.5 });
    const printed = testResultSection({ loss: 1.4, summary: fakesOnly, positive: 'fake' });

    expect(printed).toContain(' Precision : none\n Recall    : 0.00000000\n');
    expect(printed).toContain(' AUC       : none\n EER       : none\n');
  });
});

describe('confusionSection', () => {
  it('names rows and columns, and counts both and all', () => {
    expect(confusionSection({ ...summary.confusion, realCalledReal: 1_003, n: 1_007 }).split('\n')).toEqual([
      '[+] Confusion matrix (n = 1,007)',
      '           called fake   called real         total',
      ' fake                2             1             3',
      ' real                1         1,003         1,004',
      ' total               3         1,004         1,007',
    ]);
  });
});
