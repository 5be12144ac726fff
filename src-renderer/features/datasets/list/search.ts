/** How the table of data sets is sorted, as the page's address says it: "-images", "name". */
import { z } from 'zod';
import type { ColumnSort } from '#renderer/components/table/table.ts';

const DatasetsSearch = z.object({ sort: z.string().optional().catch(undefined) });
export type DatasetsSearch = z.infer<typeof DatasetsSearch>;

export const datasetsSearch = (search: Record<string, unknown>): DatasetsSearch => DatasetsSearch.parse(search);

export const sortOf = ({ sort = '' }: DatasetsSearch): readonly ColumnSort[] =>
  sort
    .split(',')
    .filter((key) => key !== '')
    .map((key) => ({ id: key.replace(/^-/, ''), isDescending: key.startsWith('-') }));

export const sortText = (sort: readonly ColumnSort[]): string | undefined =>
  sort.map(({ id, isDescending }) => `${isDescending ? '-' : ''}${id}`).join(',') || undefined;
