/** The device a run gets, asked of TensorFlow itself. */
import { availableParallelism, totalmem } from 'node:os';
import type { Engine } from '#main/engine/client.ts';
import type { ResultOf } from '#main/engine/messages.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { type ComputeType, computeTypeOf } from '#shared/domain/precision.ts';
import { AppError } from '#shared/errors.ts';
import type { Environment } from '#shared/report/sections.ts';

export type EngineDevice = ResultOf<'describe'>;

/** @throws device_unavailable where `device: cuda` was asked for and TensorFlow has no GPU: it never falls back in silence */
export async function askDevice(engine: Engine, wanted: ExperimentConfig['device']): Promise<EngineDevice> {
  const device = await engine.run({ kind: 'describe' });
  if (wanted !== 'cuda' || device.device === 'gpu') return device;
  const why =
    device.flavour === 'cpu'
      ? 'the TensorFlow that is set up knows the CPU only'
      : 'TensorFlow finds no GPU that it can use';
  throw new AppError('device_unavailable', `The configuration asks for device: cuda, and ${why}.`, {
    hint: 'Set device: auto or device: cpu (--set device=auto), or run `facet setup --gpu` on a machine with an NVIDIA driver. `facet doctor` says what is there.',
  });
}

/** What the configuration's `precision` means on it. @throws device_unavailable where it has no use for that */
export const computeTypeOn = (device: EngineDevice, config: ExperimentConfig): ComputeType =>
  computeTypeOf(config, { name: device.deviceName, lowTypes: device.lowTypes });

export const environmentOf = (device: EngineDevice, seed: number): Environment => ({
  deviceName: device.deviceName,
  seed,
  gpus: device.gpus,
  cpus: availableParallelism(),
  memoryBytes: totalmem(),
});

/** As the reference prints it. */
export const deviceWord = (device: EngineDevice): 'cpu' | 'cuda' => (device.device === 'gpu' ? 'cuda' : 'cpu');
