import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '#main/engine/client.ts';

const PLAIN = { threads: 0, decoders: 4, device: 'auto' } as const;

describe("the engine's environment", () => {
  it('has no flags of XLA unless it is asked for: what computes is then as it always was', () => {
    expect(engineEnvironment(PLAIN)).not.toHaveProperty('TF_XLA_FLAGS');
    expect(engineEnvironment({ ...PLAIN, xla: false })).not.toHaveProperty('TF_XLA_FLAGS');
    expect(engineEnvironment({ ...PLAIN, xla: true })).toMatchObject({
      TF_XLA_FLAGS: '--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit',
    });
  });
});
