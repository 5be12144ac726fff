/**
 * @vladmandic/face-api, with the models that its package carries, on our own TensorFlow. It wants tfjs-node, whose index.js looks for a binding of its own
 * through node-pre-gyp; so upstream's kernel backend is registered with the binding that the engine has loaded, and what face-api requires
 * as tfjs-node is tfjs with that backend. Operations run one by one: slow beside a graph, and a picture needs them once in its life.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Binding, loadRuntime } from '../tensorflow/runtime.ts';

export type FaceTensor = { readonly dispose: () => void };

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** Of face-api's results, what is read here. Pixels of the tensor that was looked at. */
export type FoundByFaceApi = {
  readonly detection: { readonly score: number; readonly box: Box };
  readonly landmarks: { readonly positions: readonly { readonly x: number; readonly y: number }[] };
};
type Net = { readonly loadFromDisk: (folder: string) => Promise<void> };
type FaceApi = {
  readonly nets: { readonly ssdMobilenetv1: Net; readonly faceLandmark68Net: Net };
  readonly SsdMobilenetv1Options: new (options: { readonly minConfidence: number }) => object;
  readonly detectAllFaces: (
    input: FaceTensor,
    options: object,
  ) => { readonly withFaceLandmarks: () => PromiseLike<readonly FoundByFaceApi[]> };
};
type Tf = {
  readonly registerBackend: (name: string, create: () => object) => boolean;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor3d: (data: Int32Array, shape: readonly [number, number, number], dtype: 'int32') => FaceTensor;
};
type NodeBackend = { readonly NodeJSKernelBackend: new (binding: Binding, packageName: string) => object };

export type LoadedFaceApi = {
  /** RGB, [height, width, 3]. Dispose it. */
  readonly tensor: (pixels: Uint8Array, size: { readonly width: number; readonly height: number }) => FaceTensor;
  readonly detect: (image: FaceTensor, minConfidence: number) => PromiseLike<readonly FoundByFaceApi[]>;
};

/** Kernels of upstream's that run here ask for these; Node 23 took the first away, and warns of the second. */
const NODE_UTIL_OF_OLD = {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: Array.isArray,
};

let loaded: Promise<LoadedFaceApi> | null = null;

/** Loads code and models once a process (0.3 to 2 s). @throws runtime_missing */
export function loadFaceApi(): Promise<LoadedFaceApi> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<LoadedFaceApi> {
  const require = createRequire(import.meta.url);
  const { binding } = loadRuntime();
  Object.assign(require('node:util') as object, NODE_UTIL_OF_OLD);
  const tf = require('@tensorflow/tfjs') as Tf;
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js') as NodeBackend;
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'));
  await tf.setBackend('tensorflow');
  const faceApi = requireInstead<FaceApi>(require, '@vladmandic/face-api/dist/face-api.node-gpu.js', {
    '@tensorflow/tfjs-node-gpu': tf,
  });
  const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  await faceApi.nets.ssdMobilenetv1.loadFromDisk(models);
  await faceApi.nets.faceLandmark68Net.loadFromDisk(models);
  return {
    tensor: (pixels, { width, height }) => tf.tensor3d(Int32Array.from(pixels), [height, width, 3], 'int32'),
    detect: (image, minConfidence) =>
      faceApi.detectAllFaces(image, new faceApi.SsdMobilenetv1Options({ minConfidence })).withFaceLandmarks(),
  };
}

/** Requires a module for which other modules are what `instead` says: they count as loaded already. */
function requireInstead<T>(require: NodeJS.Require, name: string, instead: Readonly<Record<string, object>>): T {
  for (const [other, exports] of Object.entries(instead)) {
    const file = require.resolve(other);
    require.cache[file] = { id: file, filename: file, loaded: true, exports } as NodeJS.Module; // all that a finished module is asked for
  }
  return require(name) as T;
}
