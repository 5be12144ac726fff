import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { modelCard } from '#main/features/model-export/card.ts';
import type { CardFacts, CardTest, CardTraining } from '#main/features/model-export/facts.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import { EXPORT_FORMATS } from '#shared/domain/model-exports.ts';

const training: CardTraining = {
  ...{ runName: 'calm-heron-1', notes: '', datasetName: 'Faces', csv: 'faces.csv', fingerprint: 'f'.repeat(64) },
  ...{ revision: 2, train: { fake: 1200, real: 800 }, valid: { fake: 300, real: 200 }, splitSeed: 42, groupCount: 77 },
  config: parseExperiment(
    'data: { train: faces.csv }\nnum_epochs: 12\nscheduler: { gamma: 0.5 }\naugmentation: { flip: 0.5 }',
    { file: 'a test' },
  ).config,
  ...{ device: 'a CPU', epoch: 7, lastEpoch: 12, beganWith: null, licence: null },
  versions: { facet: '0.1.0', tensorflow: '2.21.0' },
};

const test: CardTest = {
  ...{ datasetName: 'Unseen faces', splitName: 'test', threshold: 0.42, faces: { fake: 60, real: 40 } },
  figures: [
    { name: 'Accuracy', value: 0.97, interval: { low: 0.915, high: 0.99, confidence: 0.95 }, by: 'Wilson' },
    { name: 'AUC', value: 0.9965, interval: null, by: 'bootstrap' },
    { name: 'Equal error rate', value: null, interval: null, by: 'bootstrap' },
  ],
  testedAtMs: Date.UTC(2026, 10, 24),
};

const facts: CardFacts = {
  ...{ name: 'calm-heron-1', format: 'onnx', file: 'model.onnx', fileSha256: 'a'.repeat(64), sizeBytes: 44_700_000 },
  ...{ weightsSha256: 'b'.repeat(64), crop: true, parameters: 11_177_538, training, tests: [test], version: '0.1.0' },
  model: {
    ...{ network: 'resnet18', classes: 2, height: 224, width: 224, channels: 3, normalization: 'none' },
    ...{ initWeights: true, dropoutRate: 0 },
  },
  frozen: { threshold: 0.42, rule: { kind: 'eer' }, datasetName: 'Faces', imageCount: 500 },
  madeAtMs: Date.UTC(2026, 10, 24),
};

const headOf = (card: string) => parse(/^---\n([\s\S]*?)\n---\n/.exec(card)?.[1] ?? '') as Record<string, unknown>;

describe('modelCard', () => {
  it('says what went in, how it was trained, what came out and with which threshold', () => {
    const card = modelCard(facts);
    for (const words of [
      '# calm-heron-1',
      'A ResNet-18 (He et al. 2016)',
      '`images`: uint8 [N, 224, 224, 3]',
      'values 0..255 divided by 255.',
      'the middle cut out',
      '**0.42**: equal error rate, chosen on 500 faces of Faces',
      '2,000 faces (1,200 fake, 800 real)',
      'at random, seed 42',
      '77, none of them on both sides of the split',
      'revision 2',
      'after epoch 7 of 12',
      'mirrored with probability 0.5',
      '| Other settings | num\\_epochs=12, scheduler.gamma=0.5 |',
      'weights drawn at random',
      '**Unseen faces** (test), 100 faces (60 fake, 40 real), tested on 2026-11-24. Called fake from a score of 0.42 on',
      '| Accuracy | 0.9700 | 0.9150 to 0.9900 (Wilson) |',
      '| Equal error rate | none | none |',
      'tested on Unseen faces and on nothing else',
      'Scores are not probabilities',
      'Finding and cutting out the face is not part of it',
      'a'.repeat(64),
      'b'.repeat(64),
      '11,177,538',
    ])
      expect(card).toContain(words);
  });

  it("has a head that a model hub reads, with the tests' figures", () => {
    expect(headOf(modelCard(facts))).toMatchObject({
      license: 'unknown',
      library_name: 'onnx',
      pipeline_tag: 'image-classification',
      tags: expect.arrayContaining(['deepfake-detection', 'resnet18']),
      'model-index': [
        {
          name: 'calm-heron-1',
          results: [
            {
              dataset: { name: 'Unseen faces', split: 'test' },
              metrics: [
                { type: 'accuracy', value: 0.97 },
                { type: 'roc_auc', value: 0.9965 },
              ],
            },
          ],
        },
      ],
    });
  });

  it('says in words what is not known: no training, no test, no threshold of its own', () => {
    const card = modelCard({ ...facts, training: null, tests: [], frozen: null });
    expect(card).toContain('Not known: the weights were exported from a file');
    expect(card).toContain('Not tested: Facet has stored no finished test of these weights.');
    expect(card).toContain('tested on no faces beside those that chose its epoch');
    expect(card).toContain('at least **0.5**');
    expect(headOf(card)).not.toHaveProperty('model-index');
  });

  it('says that validation faces flatter, and that nothing keeps people apart where no groups are named', () => {
    const card = modelCard({
      ...facts,
      training: { ...training, groupCount: null, splitSeed: null },
      tests: [{ ...test, splitName: 'valid' }],
    });
    expect(card).toContain('the figures are too good rather than too bad');
    expect(card).toContain('tested on no faces beside those that chose its epoch');
    expect(card).toContain('may be on both sides of the split');
  });

  it('tells where pretrained weights come from and under which licence', () => {
    const beganWith = "torchvision's ResNet18_Weights.IMAGENET1K_V1";
    const card = modelCard({
      ...facts,
      training: { ...training, beganWith, licence: 'BSD-3-Clause, as torchvision.' },
    });
    expect(card).toContain("torchvision's ResNet18\\_Weights.IMAGENET1K\\_V1");
    expect(card).toMatch(/## Licence\n\nBSD-3-Clause/);
  });

  it('lets no name become markup', () => {
    const name = 'x | <img src=x onerror=alert(1)>\n# [a](javascript:b) `c`';
    const card = modelCard({
      ...facts,
      name,
      tests: [{ ...test, datasetName: name }],
      training: { ...training, runName: name, notes: name },
    });
    const body = card.replace(/^---\n[\s\S]*?\n---\n/, '');
    expect(body).not.toMatch(/(?<!\\)<img|(?<!\\)\[a|^# \[/m);
    expect(headOf(card)).toMatchObject({ 'model-index': [{ name }] });
  });

  it.each([...EXPORT_FORMATS])('shows how a %s is used', (format) => {
    const card = modelCard({ ...facts, format });
    expect(card).toContain('npx facet predict --model');
    expect(card).toMatch(/```python\nimport/);
    expect(card.includes('Normalise before')).toBe(format === 'safetensors');
  });
});
