/**
 * Which low types a device computes in faster than in float32. TensorFlow runs them on every device; where the device has no instructions for them, slower.
 * Sources: oneDNN's documentation, "Data Types" (CPU instructions); NVIDIA, "Train With Mixed Precision" (tensor cores from compute capability 7.0, for
 * bfloat16 from 8.0).
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { LowTypes } from '#shared/domain/precision.ts';

/** Linux's names of the instructions. */
const CPU_INSTRUCTIONS = {
  bfloat16: ['avx512_bf16', 'amx_bf16'],
  float16: ['avx512_fp16', 'amx_fp16'],
} as const;
const LEAST_CAPABILITY = { bfloat16: 8, float16: 7 } as const;

const CPU_FILE = '/proc/cpuinfo';
const GPU_COMMAND = { file: 'nvidia-smi', arguments: ['--query-gpu=compute_cap', '--format=csv,noheader'] } as const;
const GPU_TIMEOUT_MS = 10_000;

export async function lowTypesOf(device: 'cpu' | 'gpu'): Promise<LowTypes> {
  return device === 'cpu' ? lowTypesOfCpu(await cpuInfo()) : lowTypesOfGpu(await gpuCapabilities());
}

/** `cpuInfo`: what Linux says of the CPU; null on other systems, on none of which TensorFlow has been seen to use these instructions. */
export function lowTypesOfCpu(cpuInfo: string | null): LowTypes {
  if (cpuInfo === null) return both('does not say whether it computes in it: only Linux tells');
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuInfo)?.[1]?.trim().split(/\s+/) ?? []);
  const lacking = (names: readonly [string, string]) =>
    names.some((name) => flags.has(name)) ? null : `has neither ${names[0]} nor ${names[1]}`;
  return { bfloat16: lacking(CPU_INSTRUCTIONS.bfloat16), float16: lacking(CPU_INSTRUCTIONS.float16) };
}

/** `answer`: a compute capability a line, as nvidia-smi prints them; null where it could not be asked. Of several GPUs the least counts. */
export function lowTypesOfGpu(answer: string | null): LowTypes {
  const found = (answer ?? '').split('\n').map(Number.parseFloat).filter(Number.isFinite);
  if (found.length === 0) return both('does not say what it can do: nvidia-smi gives no compute capability');
  const least = Math.min(...found);
  const lacking = (needed: number) =>
    least >= needed ? null : `has compute capability ${least.toFixed(1)}, and ${needed.toFixed(1)} is needed`;
  return { bfloat16: lacking(LEAST_CAPABILITY.bfloat16), float16: lacking(LEAST_CAPABILITY.float16) };
}

const both = (reason: string): LowTypes => ({ bfloat16: reason, float16: reason });

const cpuInfo = (): Promise<string | null> =>
  readFile(CPU_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null; // not Linux
    throw error;
  });

const gpuCapabilities = (): Promise<string | null> =>
  promisify(execFile)(GPU_COMMAND.file, [...GPU_COMMAND.arguments], { timeout: GPU_TIMEOUT_MS }).then(
    ({ stdout }) => stdout,
    () => null, // the sentence says that it gave no answer
  );
