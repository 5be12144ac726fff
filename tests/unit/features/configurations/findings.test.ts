import { describe, expect, it } from 'vitest';
import { auditFindings, machineFindings, splitFindings } from '#main/features/configurations/findings.ts';
import type { StoredAudit } from '#main/store/audits.ts';
import { DatasetId } from '#shared/domain/records.ts';
import { parse, SHORTEST } from '#tests/unit/config/parsing.ts';

const both = (count: number) => ({ real: count / 2, fake: count / 2 });
const texts = (findings: readonly { readonly level: string; readonly text: string }[]) =>
  findings.map(({ level, text }) => `${level}: ${text}`);

describe('splitFindings', () => {
  const config = parse(SHORTEST);

  it('has nothing to say about a split that is large and even', () => {
    expect(splitFindings(config, { train: both(800), valid: both(200), groupCount: 0 })).toEqual([]);
  });

  it('mentions a batch that takes all faces at once, and a better one', () => {
    expect(splitFindings(config, { train: both(20), valid: both(60), groupCount: 0 })).toEqual([
      expect.objectContaining({
        path: 'batch_size',
        text: 'A batch has 32 faces and only 20 train: each epoch is a single step. Try a batch size of 2.',
      }),
    ]);
  });

  it('mentions that a class by itself makes a good accuracy', () => {
    const [only] = splitFindings(config, { train: { real: 100, fake: 300 }, valid: both(100), groupCount: 0 });
    expect(only?.text).toContain('75 % of the training faces are fake');
  });

  it('mentions a validation that is too small to choose an epoch by', () => {
    const [only] = splitFindings(config, { train: both(400), valid: both(20), groupCount: 0 });
    expect(only).toMatchObject({
      path: 'data.test_proportions',
      text: expect.stringContaining('one of them moves the accuracy by 5.0 points'),
    });
  });
});

describe('auditFindings', () => {
  const audit: StoredAudit = {
    ...{ datasetId: DatasetId.parse(1), revision: 0, createdAtMs: 0, imageCount: 10 },
    ...{ exactPairCount: 0, nearPairCount: 0, crossSplitPairCount: 0, sharedGroupCount: 0, pairs: [] },
    ...{ sharedGroups: [], unmeasuredCount: 0 },
    measures: [{ name: 'File size', unit: 'B', realMean: 1, fakeMean: 2, auc: 0.9, isAmber: true }],
    probe: { auc: 0.91, low: 0.9, high: 0.92, folds: 5, isAmber: true },
  };

  it('says by what the classes can be told apart without looking at a face', () => {
    expect(texts(auditFindings(audit, '/datasets/1/audit'))).toEqual([
      'warning: The classes can be told apart without looking at a face (AUC 0.91, by file size): a network may learn that instead.',
    ]);
  });

  it('says nothing where nothing is amber, or no audit was made', () => {
    expect(auditFindings({ ...audit, measures: [], probe: null }, '')).toEqual([]);
    expect(auditFindings(null, '')).toEqual([]);
  });
});

describe('machineFindings', () => {
  const facts = { weightsBytes: 45e6 } as Parameters<typeof machineFindings>[1]; // nothing else of it is read
  const need = (neededBytes: number, freeBytes: number) => ({
    neededBytes,
    freeBytes,
    isEnough: neededBytes <= freeBytes,
    parts: [],
  });
  const device = { asked: 'auto', willBe: 'CPU', isAvailable: true };
  const memory = { ...need(1, 2), basis: '' };

  it('warns of a disk that fills up on the way, and refuses one that has no room for the first epoch', () => {
    const [warning] = machineFindings({ disk: need(1e9, 5e8), memory, device }, facts);
    expect(warning).toMatchObject({
      level: 'warning',
      text: 'The run needs 0.9 GiB of disk and 0.5 GiB are free. Keep fewer checkpoints, or make room.',
    });
    const [error] = machineFindings({ disk: need(1e9, 1e8), memory, device }, facts);
    expect(error?.level).toBe('error');
  });

  it('refuses a GPU that is not there and warns of memory that is short', () => {
    const findings = machineFindings(
      { disk: need(1, 2), memory: { ...need(2, 1), basis: '' }, device: { ...device, isAvailable: false } },
      facts,
    );
    expect(findings.map(({ level, path }) => `${level} ${path}`)).toEqual(['error device', 'warning batch_size']);
  });
});
