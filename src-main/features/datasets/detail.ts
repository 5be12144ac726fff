/** A data set as its page shows it: what the CSV says, and what the revisions in force make of it. */
import type { Store } from '#main/store/open.ts';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { balanceOf, namedBuckets, sizeBuckets } from './buckets.ts';

/** @throws not_found */
export function datasetDetail({ datasets, datasetStats, revisions }: Store, id: DatasetId): DatasetDetail {
  const summary = datasets.get(id);
  const { number, relabelledCount, excludedCount } = revisions.inForce(id);
  const { splits, sizes, formats, sources, groupCount, metadataColumns } = datasetStats.of(id);
  return {
    ...summary,
    ...datasets.reading(id),
    revision: number,
    relabelledCount,
    excludedCount,
    balance: balanceOf(splits),
    sizes: sizeBuckets(sizes),
    formats: namedBuckets(formats),
    sources: namedBuckets(sources),
    groupCount,
    metadataColumns: [...metadataColumns],
    runCount: datasets.runCount(id),
  };
}
