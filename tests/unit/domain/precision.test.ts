import { describe, expect, it } from 'vitest';
import { computeTypeOf, type LowTypes, type PrecisionChoice } from '#shared/domain/precision.ts';

const BOTH: LowTypes = { bfloat16: null, float16: null };
const TURING: LowTypes = { bfloat16: 'has compute capability 7.5, and 8.0 is needed', float16: null };
const OLD_CPU: LowTypes = {
  bfloat16: 'has neither avx512_bf16 nor amx_bf16',
  float16: 'has neither avx512_fp16 nor amx_fp16',
};

const chosen = (mixed_type: PrecisionChoice['mixed_type'], lowTypes: LowTypes) =>
  computeTypeOf({ precision: 'mixed', mixed_type }, { name: 'CPU (Old)', lowTypes });

describe('what a training computes in', () => {
  it('is float32 unless mixed is asked for, whatever the device', () => {
    const choice = { precision: 'float32', mixed_type: 'float16' } as const;
    expect(computeTypeOf(choice, { name: 'GPU', lowTypes: OLD_CPU })).toBe('float32');
  });

  it('is bfloat16 by itself where the device has it, else float16', () => {
    expect(chosen('auto', BOTH)).toBe('bfloat16');
    expect(chosen('auto', TURING)).toBe('float16');
  });

  it('is the type that is named', () => {
    expect(chosen('float16', BOTH)).toBe('float16');
    expect(chosen('bfloat16', BOTH)).toBe('bfloat16');
  });

  it('is refused where the device has no use for it, with what it lacks and what to do', () => {
    expect(() => chosen('auto', OLD_CPU)).toThrow(
      expect.objectContaining({
        code: 'device_unavailable',
        message:
          'The configuration asks for precision: mixed in bfloat16, and CPU (Old) has neither avx512_bf16 nor amx_bf16: it would be slower than float32.',
        hint: 'Set precision: float32 (--set precision=float32).',
      }),
    );
    expect(() => chosen('bfloat16', TURING)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('has compute capability 7.5, and 8.0 is needed'),
        hint: 'Set mixed_type: float16, which it has instructions for, or precision: float32.',
      }),
    );
    expect(() => chosen('float16', OLD_CPU)).toThrow(/mixed in float16, and CPU \(Old\) has neither avx512_fp16/);
  });
});
