import { describe, expect, it } from 'vitest';
import { lowTypesOf, lowTypesOfCpu, lowTypesOfGpu } from '#main/engine/low-types.ts';

const cpuInfo = (flags: string) =>
  [0, 1].map((n) => `processor\t: ${n}\nmodel name\t: A CPU\nflags\t\t: ${flags}\nbugs\t\t: none\n`).join('\n');

describe('the low types that a CPU has instructions for', () => {
  it('are read from the flags that Linux gives', () => {
    expect(lowTypesOfCpu(cpuInfo('fpu sse2 avx512f avx512_bf16'))).toEqual({
      bfloat16: null,
      float16: 'has neither avx512_fp16 nor amx_fp16',
    });
    expect(lowTypesOfCpu(cpuInfo('avx2 amx_bf16 amx_tile amx_int8 avx512_fp16'))).toEqual({
      bfloat16: null,
      float16: null,
    });
    expect(lowTypesOfCpu(cpuInfo('avx512_bf16x avx2')).bfloat16).toBe('has neither avx512_bf16 nor amx_bf16');
  });

  it('are none on a CPU of another kind, and on systems that do not tell', () => {
    expect(lowTypesOfCpu('processor : 0\nFeatures : fp asimd bf16\n').bfloat16).toMatch(/^has neither/);
    expect(lowTypesOfCpu(null).bfloat16).toMatch(/^does not say/);
  });

  it('are found on this machine, one way or the other', async () => {
    const { bfloat16, float16 } = await lowTypesOf('cpu');
    for (const why of [bfloat16, float16]) expect(why ?? 'has it').toMatch(/^(has it|has neither|does not say)/);
  });
});

describe('the low types that a GPU has tensor cores for', () => {
  it('follow from its compute capability', () => {
    expect(lowTypesOfGpu('6.1\n')).toEqual({
      bfloat16: 'has compute capability 6.1, and 8.0 is needed',
      float16: 'has compute capability 6.1, and 7.0 is needed',
    });
    expect(lowTypesOfGpu('7.5\n')).toEqual({
      bfloat16: 'has compute capability 7.5, and 8.0 is needed',
      float16: null,
    });
    expect(lowTypesOfGpu('9.0\n')).toEqual({ bfloat16: null, float16: null });
  });

  it('are those of the least of several, and none where nothing is known', () => {
    expect(lowTypesOfGpu('12.0\n7.0\n')).toMatchObject({ float16: null, bfloat16: expect.stringContaining('7.0') });
    for (const answer of [null, '', '[N/A]\n'])
      expect(lowTypesOfGpu(answer).float16).toBe('does not say what it can do: nvidia-smi gives no compute capability');
  });
});
