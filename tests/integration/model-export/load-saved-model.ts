/** `tf.node.loadSavedModel`, upstream's own code on the engine's binding, in a process of its own. Prints what a SavedModel makes of pictures, as JSON. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadRuntime } from '#main/engine/tensorflow/runtime.ts';

type Tensor = { readonly data: () => Promise<ArrayLike<number>> };
type Tf = {
  readonly registerBackend: (name: string, create: () => object) => boolean;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor: (values: Uint8Array, shape: readonly number[], dtype: 'int32') => Tensor;
};
type SavedModels = {
  readonly loadSavedModel: (folder: string) => Promise<{
    readonly inputs: readonly { readonly name: string; readonly tfDtype: string }[];
    readonly predict: (inputs: Readonly<Record<string, Tensor>>) => Readonly<Record<string, Tensor>>;
  }>;
};

const [folder = '', file = '', shape = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { binding } = loadRuntime();
const util = require('node:util') as object;
Object.assign(util, {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined, // Node 23 took it away
  isArray: Array.isArray,
});
const tf = require('@tensorflow/tfjs') as Tf;
const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js') as {
  NodeJSKernelBackend: new (binding: object, packageName: string) => object;
};
tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'));
await tf.setBackend('tensorflow');
const { loadSavedModel } = require('@tensorflow/tfjs-node-gpu/dist/saved_model.js') as SavedModels;
const model = await loadSavedModel(folder);
const images = tf.tensor(readFileSync(file), shape.split(',').map(Number), 'int32');
const found = model.predict({ images });
const values = async (name: string) => Array.from((await found[name]?.data()) ?? []);
process.stdout.write(
  JSON.stringify({ inputs: model.inputs, scores: await values('scores'), logits: await values('logits') }),
);
