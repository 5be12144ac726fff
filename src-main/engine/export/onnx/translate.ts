/**
 * A network's evaluation graph as an ONNX graph. TensorFlow's [N, H, W, C] is [N, C, H, W] in ONNX: the images are turned round once, at the start, and filters
 * lie in the file as torchvision has them. Batch norm, which our graph folds into the convolution before it, is an operation of its own again, since every
 * runtime folds it itself; so the parameters in the file are the trained ones under torchvision's names, bit for bit.
 */
import type { Model } from '#main/engine/networks/model.ts';
import { RULES } from './rules.ts';
import { int, ints, Translation, type ValuesOf } from './translation.ts';
import type { OnnxGraph } from './types.ts';

/** images [N, H, W, C] uint8 -> scores [N], P(fake), and logits [N, classes], float32. @throws internal where an operation has no rule */
export function translateModel(model: Model, valuesOf: ValuesOf): OnnxGraph {
  const { settings, inputs, evaluation, parameters } = model;
  const translation = new Translation({ parameters, valuesOf, rules: RULES });
  const turned = translation.add('Transpose', ['images'], {
    output: 'pixels',
    attributes: { perm: ints([0, 3, 1, 2]) },
  });
  translation.know(inputs.images, turned);
  translation.want(evaluation.logits, 'logits');
  translation.of(evaluation.logits);
  const fake = translation.constant('fake', { dtype: 'int64', shape: [], values: [0] });
  translation.add('Gather', [translation.of(evaluation.scores), fake], {
    output: 'scores',
    attributes: { axis: int(1) },
  });
  return {
    name: settings.network,
    nodes: translation.nodes,
    initializers: [...translation.initializers.values()],
    inputs: [{ name: 'images', type: 'uint8', shape: ['N', settings.height, settings.width, settings.channels] }],
    outputs: [
      { name: 'scores', type: 'float32', shape: ['N'] },
      { name: 'logits', type: 'float32', shape: ['N', settings.classes] },
    ],
  };
}
