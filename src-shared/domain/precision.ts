/** What a training computes in, and where that is any use. */
import { z } from 'zod';
import { AppError } from '../errors.ts';

/** Parameters are float32 in any case. */
export const ComputeType = z.enum(['float32', 'bfloat16', 'float16']);
export type ComputeType = z.infer<typeof ComputeType>;

/** Of each 16-bit type: null = the device has instructions for it; else why not, continuing the device's name ("has neither ..."). */
export const LowTypes = z.object({ bfloat16: z.string().nullable(), float16: z.string().nullable() });
export type LowTypes = Readonly<z.infer<typeof LowTypes>>;

export type PrecisionChoice = {
  readonly precision: 'float32' | 'mixed';
  readonly mixed_type: 'auto' | 'bfloat16' | 'float16';
};

/** @throws device_unavailable, naming the device, where it has no use for what is asked for: it never falls back in silence */
export function computeTypeOf(
  { precision, mixed_type: asked }: PrecisionChoice,
  { name, lowTypes }: { readonly name: string; readonly lowTypes: LowTypes },
): ComputeType {
  if (precision === 'float32') return 'float32';
  const wanted = asked === 'auto' ? (['bfloat16', 'float16'] as const) : ([asked] as const);
  const usable = wanted.find((type) => lowTypes[type] === null);
  if (usable !== undefined) return usable;
  const [first] = wanted;
  throw new AppError(
    'device_unavailable',
    `The configuration asks for precision: mixed in ${first}, and ${name} ${lowTypes[first]}: it would be slower than float32.`,
    { hint: hintFor(asked, lowTypes) },
  );
}

function hintFor(asked: PrecisionChoice['mixed_type'], lowTypes: LowTypes): string {
  const other = asked === 'bfloat16' ? 'float16' : 'bfloat16';
  return asked !== 'auto' && lowTypes[other] === null
    ? `Set mixed_type: ${other}, which it has instructions for, or precision: float32.`
    : 'Set precision: float32 (--set precision=float32).';
}
