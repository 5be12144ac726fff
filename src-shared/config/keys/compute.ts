/** The keys of how numbers are computed: in which types, and by which compiler. */
import { boolean, choice } from '../field.ts';

export const precision = choice(['float32', 'mixed'], {
  title: 'Precision',
  description:
    'mixed: convolutions and linear layers are trained in a 16-bit type; weights, statistics, loss and optimizer stay float32, and so do validation, tests and heat maps. Refused where the device has no instructions for such a type.',
  default: 'float32',
  source: "PyTorch's and TensorFlow's default.",
});

export const mixedType = choice(['auto', 'bfloat16', 'float16'], {
  title: 'Type of mixed precision',
  description:
    'auto: bfloat16 where the device computes in it, else float16. float16 has its loss scaled, and steps whose gradients overflow are left out; bfloat16 needs neither.',
  default: 'auto',
  source: 'Chosen: bfloat16 has the range of float32.',
  isAdvanced: true,
});

export const xla = boolean({
  title: 'XLA',
  description:
    "TensorFlow's compiler XLA puts parts of the graph together, for which the first steps wait. Measured on a CPU it is slower: ResNet-18 in batches of 32 took 1.4 times the processor time for a training step and 1.2 times for inference. On a GPU it was not measured.",
  default: false,
  source: "TensorFlow's default.",
  isAdvanced: true,
});
