/** The part of a model card that is copied: a few lines that run. */
import type { CardFacts } from './facts.ts';
import { code } from './markdown.ts';

export function usageText(facts: CardFacts): string {
  const { format } = facts;
  const own = code('sh', 'npx facet predict --model <this folder> --input faces/ --output scores.csv');
  if (format === 'safetensors') return `${own}\n\n${code('python', torchvisionUse(facts))}`;
  return `${own}\n\n${code('python', format === 'onnx' ? onnxUse(facts) : tensorflowUse(facts))}`;
}

const pictures = ({ model: { height, width, channels } }: CardFacts): string =>
  `images = np.zeros((1, ${height}, ${width}, ${channels}), np.uint8)  # faces, resized as above`;

const onnxUse = (facts: CardFacts): string => `import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("${facts.file}")
${pictures(facts)}
scores, logits = session.run(["scores", "logits"], {"images": images})`;

const tensorflowUse = (facts: CardFacts): string => `import numpy as np
import tensorflow as tf

model = tf.saved_model.load("<this folder>").signatures["serving_default"]
${pictures(facts)}
scores = model(images=tf.constant(images))["scores"]`;

function torchvisionUse({ file, model: { network, classes, channels, height, width } }: CardFacts): string {
  const grey = channels === 1 ? '# give it a first convolution of one input channel before the next line\n' : '';
  return `import torch, torchvision
from safetensors.torch import load_file

network = torchvision.models.${network}(num_classes=${classes}).eval()
${grey}network.load_state_dict(load_file("${file}"))
images = torch.zeros(1, ${channels}, ${height}, ${width})  # faces, resized and normalised as above
scores = network(images).softmax(1)[:, 0]`;
}
