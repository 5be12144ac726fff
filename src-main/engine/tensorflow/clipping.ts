/** Gradient clipping. Source: Pascanu, Mikolov and Bengio 2013, algorithm 1, as torch.nn.utils.clip_grad_norm_. */
import { assert } from '#shared/errors.ts';
import { attribute, only, type Value } from './graph.ts';
import { add, addN, constant, divide, multiply } from './ops/arithmetic.ts';

/** PyTorch's, added to the norm: a gradient of the largest norm is made smaller by a millionth of it. */
const EPSILON = 1e-6;

/** All of them times min(1, largest / (norm + 1e-6)), where the norm is that of all together (Euclidean). `largest` 0 = as they are. */
export function clippedByNorm(gradients: readonly Value[], largest: number): readonly Value[] {
  const [first] = gradients;
  if (largest === 0) return gradients;
  assert(first !== undefined, 'there are gradients to clip');
  const { graph } = first;
  return graph.within('clipping', () => {
    const norm = squareRoot(multiply(addN(gradients.map(halfSquaredNorm)), constant(graph, 2)));
    const factor = smaller(divide(constant(graph, largest), add(norm, constant(graph, EPSILON))), constant(graph, 1));
    return gradients.map((gradient) => multiply(gradient, factor));
  });
}

const typed = (x: Value) => ({ T: attribute.type(x.dtype) });

/** Half the sum of squares, a scalar: TensorFlow's L2Loss. */
const halfSquaredNorm = (x: Value): Value =>
  only(x.graph.add('L2Loss', [x], { attributes: typed(x), outputs: [{ dtype: x.dtype, shape: [] }] }));

const squareRoot = (x: Value): Value => only(x.graph.add('Sqrt', [x], { attributes: typed(x), outputs: [x] }));

const smaller = (x: Value, y: Value): Value =>
  only(x.graph.add('Minimum', [x, y], { attributes: typed(x), outputs: [x] }));
