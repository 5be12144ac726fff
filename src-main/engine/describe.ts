/** The device that TensorFlow really uses. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { lowTypesOf } from './low-types.ts';
import type { ResultOf } from './messages.ts';
import { loadRuntime } from './tensorflow/runtime.ts';

export async function describe(): Promise<ResultOf<'describe'>> {
  const { device, flavour, tensorflowVersion } = loadRuntime();
  const gpus = gpuNames();
  return {
    kind: 'describe',
    device,
    deviceName: device === 'gpu' ? (gpus[0] ?? 'GPU') : `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    gpus: device === 'gpu' ? Math.max(1, gpus.length) : 0,
    flavour,
    tensorflow: tensorflowVersion,
    threads: Number(process.env['TF_NUM_INTRAOP_THREADS'] ?? availableParallelism()),
    lowTypes: await lowTypesOf(device),
  };
}

/** From the NVIDIA driver's own files (Linux); the binding knows no names. */
function gpuNames(): string[] {
  const folder = '/proc/driver/nvidia/gpus';
  try {
    return readdirSync(folder).map(
      (id) => /Model:\s*(.+)/.exec(readFileSync(`${folder}/${id}/information`, 'utf8'))?.[1] ?? 'GPU',
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // no driver, no GPU
    throw error;
  }
}
