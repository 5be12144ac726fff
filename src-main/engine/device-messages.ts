/** What the engine says of the device it computes with. */
import { z } from 'zod';
import { LowTypes } from '#shared/domain/precision.ts';

export const DeviceAnswer = z.strictObject({
  kind: z.literal('describe'),
  device: z.enum(['cpu', 'gpu']),
  deviceName: z.string(),
  gpus: z.int(),
  flavour: z.enum(['cpu', 'cuda']),
  tensorflow: z.string(),
  threads: z.int(),
  lowTypes: LowTypes,
});
