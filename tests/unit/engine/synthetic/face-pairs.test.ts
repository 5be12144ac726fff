import { describe, expect, it } from 'vitest';
import { type PlannedFace, planFaces } from '#main/engine/synthetic/face-pairs.ts';
import { FAULT_REGIONS } from '#shared/domain/regions.ts';

const plan = (count: number, testShare = 0.25) =>
  planFaces({ count, seed: 5, strength: 1, regions: FAULT_REGIONS, testShare });
const regionOf = ({ kind }: PlannedFace) => (kind === 'real' ? 'real' : kind.region);

describe('the plan of a set', () => {
  it('pairs every fake with the real face of its seed, in one group', () => {
    const groups = Map.groupBy(plan(120), ({ group }) => group);
    expect(groups.size).toBe(60);
    for (const [real, fake] of groups.values()) {
      expect([real!.kind, real!.seed, real!.isTest]).toEqual(['real', fake!.seed, fake!.isTest]);
      expect(regionOf(fake!)).not.toBe('real');
    }
  });

  it('takes the regions in turn, and the same share of each for the test', () => {
    const faces = plan(480);
    for (const region of FAULT_REGIONS) {
      const fakes = faces.filter((face) => regionOf(face) === region);
      expect(fakes).toHaveLength(40);
      expect(fakes.filter(({ isTest }) => isTest)).toHaveLength(10);
    }
  });

  it('begins with a test pair and a training pair, so that the smallest sets have both', () => {
    expect(plan(4, 0.2).map(({ isTest }) => isTest)).toEqual([true, true, false, false]);
    expect(plan(60, 0).some(({ isTest }) => isTest)).toBe(false);
  });

  it('adds faces to a larger set and changes none', () => {
    expect(plan(200).slice(0, 31)).toEqual(plan(31));
  });
});
