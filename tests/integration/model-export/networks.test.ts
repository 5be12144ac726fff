/** Every network, exported, gives in TensorFlow and onnxruntime what it gives here. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSettings } from '#main/engine/messages.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import {
  differences,
  exportAs,
  type Found,
  hasOnnxRuntime,
  hasTensorFlow,
  ownScores,
  settingsOf,
  throughPython,
  throughTfjsNode,
  writeFormulaNetwork,
} from './exported.ts';

const folder = folderForTests('exported-networks');
/** Other kernels sum in another order: float32, some fifty layers. Of logits, it is the largest difference over the largest value. */
const SCORE_TOLERANCE = 1e-5;
const LOGIT_TOLERANCE = 1e-4;
const unless = (part: string) => `skipped unless FACET_EXPORT_PYTHON or FACET_PYTHON names an interpreter with ${part}`;

const CASES: readonly (readonly [title: string, settings: ModelSettings])[] = [
  ...NETWORK_NAMES.map((network) => [network, settingsOf(network)] as const),
  [
    'resnet18 for grey pictures that are no squares',
    settingsOf('resnet18', { height: 40, width: 56, channels: 1, normalization: 'none' }),
  ],
];

/** Every operation that there is, in a few seconds; all networks where others are there to run them, of which VGG-16 alone has half a gigabyte. */
const QUICK = ['efficientnet_b0', 'densenet121', 'resnet18 for grey pictures that are no squares'];
const isRun = (title: string) => hasTensorFlow || hasOnnxRuntime || QUICK.includes(title);

for (const [title, settings] of CASES) {
  const isSkipped = !isRun(title);
  describe.skipIf(isSkipped)(isSkipped ? `${title} (${unless('TensorFlow or onnxruntime')})` : title, () =>
    checkExports(title, settings),
  );
}

function checkExports(title: string, settings: ModelSettings): void {
  const own = path.join(folder, title);
  const images = path.join(own, 'images');
  let source: string;
  let expected: Found;

  beforeAll(async () => {
    source = await writeFormulaNetwork(own, settings);
    expected = await ownScores(source, settings);
  });
  afterAll(() => rmSync(own, { recursive: true })); // they are large

  const expectSame = (found: Found) => {
    const [scores, logits] = differences(found, expected);
    const largest = Math.max(...Array.from(expected.logits, Math.abs));
    if (process.env['FACET_EXPORT_VERBOSE'] === '1')
      process.stderr.write(`${title}: scores ${scores}, logits ${logits} of ${largest}\n`);
    expect(scores).toBeLessThanOrEqual(SCORE_TOLERANCE);
    expect(logits / largest).toBeLessThanOrEqual(LOGIT_TOLERANCE);
  };

  it('as a SavedModel, through tf.node.loadSavedModel and Python', async () => {
    const model = await exportAs(own, source, 'savedmodel');
    const found = throughTfjsNode(model, images, settings);
    expect(found.inputs).toEqual([expect.objectContaining({ name: 'images', tfDtype: 'DT_UINT8' })]);
    expectSame(found);
    if (hasTensorFlow) expectSame(throughPython(model, images));
  });

  it.skipIf(!hasOnnxRuntime)(`as ONNX, through onnxruntime (${unless('onnx and onnxruntime')})`, async () => {
    expectSame(throughPython(await exportAs(own, source, 'onnx'), images));
  });
}
