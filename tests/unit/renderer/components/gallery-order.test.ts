import { describe, expect, it } from 'vitest';
import { activeFilter, conditionNames, orderOf, withoutCondition } from '#renderer/components/gallery-order.ts';
import type { GalleryFilter } from '#shared/contract/predictions.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

const evaluationId = 3 as EvaluationId;
const REGION = { region: 'nose', method: 'grad-cam', layer: 'layer4', share: { from: 0.1, below: null } } as const;
const FILTER: GalleryFilter = { split: 'test', metadata: { method: 'swap', region: 'nose' }, region: REGION };

describe('the conditions of a gallery', () => {
  it('have names, each column of the CSV one of its own', () => {
    expect(conditionNames({ ...FILTER, outcomes: [], text: '' })).toEqual([
      'split',
      'region',
      'metadata.method',
      'metadata.region',
    ]);
  });

  it('go one by one, the columns with the last of them', () => {
    const one = withoutCondition(FILTER, 'metadata.method');
    expect(one.metadata).toEqual({ region: 'nose' });
    expect(withoutCondition(one, 'metadata.region')).toEqual({ split: 'test', region: REGION });
  });

  it('do not hold while they are switched off, also on the pages of the faces', () => {
    const search = { filter: FILTER, off: ['metadata.region', 'split', 'nothing'] };
    expect(activeFilter(search)).toEqual({ metadata: { method: 'swap' }, region: REGION });
    expect(orderOf(search, { evaluationId, threshold: null }).filter).toEqual(activeFilter(search));
  });

  it('leave no order by the share of a region where the region is switched off', () => {
    const search = { filter: FILTER, sort: 'region' as const };
    expect(orderOf(search, { evaluationId, threshold: 0.5 })).toMatchObject({ sort: 'region', isRising: false });
    expect(orderOf({ ...search, off: ['region'] }, { evaluationId, threshold: 0.5 })).toMatchObject({ sort: 'loss' });
  });
});
