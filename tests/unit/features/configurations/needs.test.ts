import { describe, expect, it } from 'vitest';
import { diskNeed, memoryNeed } from '#main/features/configurations/needs.ts';
import { parse, SHORTEST } from '#tests/unit/config/parsing.ts';

/** ResNet-18 at 224 x 224, as the engine describes it. */
const FACTS = {
  kind: 'describe-network',
  parameters: 11_177_538,
  weightsBytes: 44_760_792,
  activationBytes: 32_917_512,
  heatmapLayers: [],
  defaultLayer: 'layer4',
} as const;
const RESNET = { ...FACTS, heatmapLayers: [] };
const DEVICE = { kind: 'cpu', name: 'CPU', threads: 2, isAvailable: true } as const;
const COUNTS = { train: 736, valid: 184 };
const GIBIBYTE = 2 ** 30;

describe('diskNeed', () => {
  const weightsOf = (text: string) =>
    diskNeed(parse(`${SHORTEST}${text}`), RESNET, { freeBytes: GIBIBYTE, counts: COUNTS }).parts[0];

  it('counts the weights of every epoch where all are kept', () => {
    expect(weightsOf('num_epochs: 20\n')).toEqual({ name: 'Weights of 20 epochs', bytes: 20 * 44_760_792 });
  });

  it('counts the newest ones and the best, which may be older, where fewer are kept', () => {
    expect(weightsOf('num_epochs: 20\nkeep_checkpoints: 3\n')).toMatchObject({ name: 'Weights of 4 epochs' });
    expect(weightsOf('num_epochs: 2\nkeep_checkpoints: 3\n')).toMatchObject({ name: 'Weights of 2 epochs' });
  });

  it('is the sum of its parts, held against what is free', () => {
    const need = diskNeed(parse(`${SHORTEST}num_epochs: 20\n`), RESNET, { freeBytes: GIBIBYTE, counts: COUNTS });
    expect(need.neededBytes).toBe(need.parts.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(need.isEnough).toBe(false); // 0.9 GB of weights, and twice 89 MB of the optimizer's
    expect(diskNeed(parse(SHORTEST), RESNET, { freeBytes: 2 * GIBIBYTE, counts: COUNTS }).isEnough).toBe(true);
  });
});

describe('memoryNeed', () => {
  const common = { facts: RESNET, device: DEVICE, counts: COUNTS, freeBytes: 8 * GIBIBYTE };

  it('is near what a step of ResNet-18 with 32 images was measured to take, where nothing was measured here', () => {
    const { neededBytes, parts, basis } = memoryNeed(parse(SHORTEST), { ...common, measured: null });
    const cache = parts.at(-1)?.bytes ?? 0;
    expect(cache).toBe(920 * 224 * 224 * 3);
    const measuredBytes = 1.92e9; // tests/bench/results/latest.json, Adam, two cores
    expect(Math.abs(neededBytes - cache - measuredBytes) / measuredBytes).toBeLessThan(0.15);
    expect(basis).toBe("an estimate from the network's layers");
  });

  it('is what was measured, and the cache beside it, where it was', () => {
    const measured = {
      ...{ network: 'resnet18', height: 224, width: 224, batchSize: 32, device: 'CPU' },
      ...{ trainImagesPerSecond: 20, evaluateImagesPerSecond: 50, memoryBytes: GIBIBYTE, runName: 'calm-heron-1' },
      measuredAtMs: Date.UTC(2026, 10, 24),
    };
    const need = memoryNeed(parse(`${SHORTEST}cache: {memory_mb: 10}\n`), { ...common, measured });
    expect(need).toMatchObject({ neededBytes: GIBIBYTE + 10 * 2 ** 20, isEnough: true });
    expect(need.basis).toBe('measured on calm-heron-1, 24 Nov 2026');
  });

  it("counts no layers on a GPU, whose memory is its own, and says that it doesn't know that", () => {
    const need = memoryNeed(parse(SHORTEST), { ...common, device: { ...DEVICE, kind: 'gpu' }, measured: null });
    expect(need.parts.map(({ name }) => name)).toEqual(['TensorFlow', 'Decoded images']);
    expect(need.basis).toContain("the GPU's own is not asked");
  });
});
