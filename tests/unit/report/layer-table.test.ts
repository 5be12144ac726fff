import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LayerRow, layerTable, layerTableTotals, type TotalsOptions } from '#shared/report/layer-table.ts';

/** torchsummary's own output; tests/parity/layer-table.py writes it. */
type Expected = Record<'resnet18' | 'small', Required<TotalsOptions> & { rows: LayerRow[]; text: string[] }>;

const file = new URL('./layer-table.expected.json', import.meta.url);
const { resnet18, small } = JSON.parse(readFileSync(file, 'utf8')) as Expected; // our own file, written by our own script

describe('layerTable', () => {
  it("is what torchsummary prints for torchvision's ResNet-18, line by line", () => {
    expect(layerTable(resnet18.rows, resnet18).split('\n')).toEqual(resnet18.text);
  });

  it('is what torchsummary prints for a small network with a frozen layer', () => {
    expect(layerTable(small.rows, small).split('\n')).toEqual(small.text);
  });

  it('has the lines of the sample in the README of the reference project', () => {
    const lines = layerTable(resnet18.rows, resnet18).split('\n');

    expect(lines.slice(0, 6)).toEqual([
      '----------------------------------------------------------------',
      '        Layer (type)               Output Shape         Param #',
      '================================================================',
      '            Conv2d-1         [32, 64, 112, 112]           9,408',
      '       BatchNorm2d-2         [32, 64, 112, 112]             128',
      '              ReLU-3         [32, 64, 112, 112]               0',
    ]);
    expect(lines.slice(-11)).toEqual([
      '           Linear-68                    [32, 2]           1,026',
      '================================================================',
      'Total params: 11,177,538',
      'Trainable params: 11,177,538',
      'Non-trainable params: 0',
      '----------------------------------------------------------------',
      'Input size (MB): 18.38',
      'Forward/backward pass size (MB): 2009.13',
      'Params size (MB): 42.64',
      'Estimated Total Size (MB): 2070.14',
      '----------------------------------------------------------------',
    ]);
  });
});

describe('layerTableTotals', () => {
  it('counts every output twice and four bytes a number', () => {
    const rows = [{ type: 'Linear', outputShape: [2 ** 17], parameters: 2 ** 18 }];

    expect(layerTableTotals(rows, { inputShape: [1, 256, 256], batchSize: 2, frozenParameters: 1 })).toEqual({
      parameters: 2 ** 18,
      trainableParameters: 2 ** 18 - 1,
      inputSizeMib: 0.5,
      forwardBackwardMib: 2,
      parametersMib: 1,
      totalMib: 3.5,
    });
  });
});
