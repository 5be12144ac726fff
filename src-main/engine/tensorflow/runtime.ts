/**
 * Loads TensorFlow: upstream's tfjs-node-gpu binding, built by the set-up against the TensorFlow of the Python wheel. The engine writes
 * graphs and calls them, so no tfjs operation is run but by the face detector (engine/faces).
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';

export type TensorInfo = { readonly id: number; readonly shape: readonly number[]; readonly dtype: number };
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** What the engine calls of the binding (tfjs_binding.cc). Tensors are numbers that must be given back by deleteTensor. */
export type Binding = {
  readonly TF_Version: string;
  createTensor(shape: readonly number[], dtype: number, data: TensorData): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TensorData;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(model: number, inputs: readonly number[], inputNames: string, outputNames: string): TensorInfo[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
};

export type Runtime = {
  readonly binding: Binding;
  readonly tensorflowVersion: string;
  readonly flavour: 'cpu' | 'cuda';
  /** Where TensorFlow places operations by default. Asked of TensorFlow, not guessed. */
  readonly device: 'cpu' | 'gpu';
};

/** Written by the set-up; FACET_RUNTIME names another. */
const RUNTIME_FILE = fileURLToPath(new URL('../../../node_modules/.facet/runtime.json', import.meta.url));

let loaded: Runtime | null = null;

/** Loads TensorFlow once a process (0.3 to 3 s). @throws runtime_missing */
export function loadRuntime(): Runtime {
  loaded ??= load(process.env['FACET_RUNTIME'] ?? RUNTIME_FILE);
  return loaded;
}

function load(file: string): Runtime {
  const hint = 'Run `npm run setup`; `facet doctor` says what is there.';
  if (!existsSync(file))
    throw new AppError('runtime_missing', `TensorFlow is not set up: ${file} is not there.`, { hint });
  const { binding: named, flavour } = JSON.parse(readFileSync(file, 'utf8')) as {
    binding: string;
    flavour: 'cpu' | 'cuda';
  };
  const bindingFile = resolve(dirname(file), named); // relative in a package, which may lie anywhere
  if (!existsSync(bindingFile)) {
    throw new AppError('runtime_missing', `TensorFlow's binding is gone: ${bindingFile}, which ${file} names.`, {
      hint,
    });
  }
  // These must be set before the library loads: it reads them once.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'; // TensorFlow otherwise takes all of a GPU's memory
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // errors only: what concerns a user reaches them as an AppError
  try {
    const binding = createRequire(import.meta.url)(bindingFile) as Binding;
    return {
      binding,
      tensorflowVersion: binding.TF_Version,
      flavour,
      device: binding.isUsingGpuDevice() ? 'gpu' : 'cpu',
    };
  } catch (cause) {
    throw new AppError('runtime_missing', `TensorFlow could not be loaded: ${(cause as Error).message}`, {
      hint,
      cause,
    });
  }
}

/** Tensors that are alive on the JavaScript side, in this process. */
export const tensorCount = (): number => loadRuntime().binding.getNumOfTensors();
