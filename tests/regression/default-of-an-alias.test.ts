import { expect, it } from 'vitest';
import { parseExperiment } from '#shared/config/parse.ts';

it("gives a network that is called by the reference project's name its own dropout, as under torchvision's name", () => {
  const dropout = (network: string) =>
    parseExperiment(`network: ${network}\ndata: { train: faces.csv }\n`, { file: 'a test' }).config.dropout_rate;
  expect(dropout('vgg16')).toBe(0.5);
  expect(dropout('VGGNet')).toBe(0.5);
  expect(dropout('EfficientNet')).toBe(dropout('efficientnet_b0'));
});
