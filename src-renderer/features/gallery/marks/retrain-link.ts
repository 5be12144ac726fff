import type { GalleryTest } from '#shared/contract/predictions.ts';

/** The editor with the run's own configuration, over the data set as its revisions have it now. */
export function retrainLink({ run, dataset }: Pick<GalleryTest, 'run' | 'dataset'>): string {
  const parameters = new URLSearchParams({ ...(run === null ? {} : { run: run.id }), data: dataset.csvPath });
  return `/configurations/edit?${parameters}`;
}
