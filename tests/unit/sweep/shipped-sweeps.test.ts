import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadSweep } from '#main/features/sweeps/load-sweep.ts';
import { parseExperiment } from '#shared/config/parse.ts';

const at = (name: string) => fileURLToPath(new URL(`../../../configs/${name}`, import.meta.url));

describe('configs/sweeps/', () => {
  it("reference.yaml has the reference project's eight: each network from random and from pretrained weights, with its own file's values", () => {
    const { trials, early_stop } = loadSweep(at('sweeps/reference.yaml'));
    expect(early_stop).toBeUndefined();
    expect(trials.map(({ config }) => [config.network, config.model.pretrained, config.normalization])).toEqual([
      ['resnet18', false, 'none'],
      ['resnet18', true, 'imagenet'],
      ['efficientnet_b0', false, 'none'],
      ['efficientnet_b0', true, 'imagenet'],
      ['densenet121', false, 'none'],
      ['densenet121', true, 'imagenet'],
      ['vgg16', false, 'none'],
      ['vgg16', true, 'imagenet'],
    ]);
    for (const { config } of trials) {
      const name = `${config.network}.yaml`;
      const own = parseExperiment(readFileSync(at(name), 'utf8'), { file: name }).config;
      const { pretrained } = config.model;
      expect({ ...config, name: '', tags: [] }).toEqual({
        ...own,
        prefix: '',
        test_checkpoint: '',
        model: { ...own.model, pretrained },
        normalization: pretrained ? 'imagenet' : 'none',
      });
    }
  });

  it('demo.yaml is four short trials on the drawn faces of the demo', () => {
    const { trials, early_stop } = loadSweep(at('sweeps/demo.yaml'));
    expect(early_stop).toEqual({ rule: 'median', min_epochs: 2, min_trials: 2 });
    expect(trials.map(({ settings }) => [settings['optimizer.lr'], settings['augmentation.flip']])).toEqual([
      [1e-3, 0],
      [1e-3, 0.5],
      [1e-4, 0],
      [1e-4, 0.5],
    ]);
    for (const { config } of trials)
      expect(config).toMatchObject({
        data: { train: 'data/demo/train.csv' },
        input_size: { height: 64, width: 64 },
        num_epochs: 4,
      });
  });
});
