/** The columns of the table of data sets. */
import { Link as TextLink } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { ColumnSort, TableColumn } from '#renderer/components/table/table.ts';
import type { ListedDataset } from '../queries.ts';
import { BalanceBar } from './BalanceBar.tsx';
import { DatasetMenu } from './DatasetMenu.tsx';

export const DATASET_COLUMNS: readonly TableColumn<ListedDataset>[] = [
  {
    id: 'name',
    title: 'Name',
    widthPx: 240,
    isSortable: true,
    isPinned: true,
    render: ({ id, name }) => (
      <TextLink component={PageLink} link={`/datasets/${id}`} tabIndex={-1} color="inherit" sx={{ fontWeight: 560 }}>
        {name}
      </TextLink>
    ),
  },
  {
    id: 'images',
    title: 'Faces',
    align: 'end',
    widthPx: 80,
    isSortable: true,
    render: ({ imageCount }) => formatCount(imageCount),
  },
  {
    id: 'balance',
    title: 'Real and fake',
    about: 'As the CSV has them, before revisions',
    widthPx: 290,
    isSortable: false,
    render: ({ realCount, fakeCount }) => <BalanceBar realCount={realCount} fakeCount={fakeCount} />,
  },
  {
    id: 'bad',
    title: 'Rows left out',
    align: 'end',
    widthPx: 104,
    isSortable: true,
    render: ({ badCount }) => formatCount(badCount),
  },
  {
    id: 'revision',
    title: 'Revision',
    about: 'The newest change of labels, splits or what is excluded',
    align: 'end',
    widthPx: 84,
    isSortable: true,
    render: ({ revision }) => formatCount(revision),
  },
  {
    id: 'runs',
    title: 'Runs',
    about: 'Runs that train or validate with it',
    align: 'end',
    widthPx: 64,
    isSortable: true,
    render: ({ runCount }) => formatCount(runCount),
  },
  {
    id: 'added',
    title: 'Added',
    widthPx: 150,
    isSortable: true,
    render: ({ createdAtMs }) => <Ago atMs={createdAtMs} />,
  },
  { id: 'more', title: 'More', widthPx: 64, isSortable: false, render: (dataset) => <DatasetMenu dataset={dataset} /> },
  {
    id: 'csv',
    title: 'CSV',
    widthPx: 420,
    isSortable: true,
    render: ({ csvPath }) => <span title={csvPath}>{csvPath}</span>,
  },
];

const KEYS: Readonly<Record<string, (dataset: ListedDataset) => string | number>> = {
  name: ({ name }) => name.toLowerCase(),
  images: ({ imageCount }) => imageCount,
  bad: ({ badCount }) => badCount,
  revision: ({ revision }) => revision,
  runs: ({ runCount }) => runCount,
  added: ({ createdAtMs }) => createdAtMs,
  csv: ({ csvPath }) => csvPath,
};

/** By the first key that tells two apart; the newest first where none does. */
export function sortedDatasets(
  datasets: readonly ListedDataset[],
  sort: readonly ColumnSort[],
): readonly ListedDataset[] {
  return datasets.toSorted((a, b) => {
    for (const { id, isDescending } of sort) {
      const [x, y] = [KEYS[id]?.(a) ?? 0, KEYS[id]?.(b) ?? 0];
      const order = typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y);
      if (order !== 0) return isDescending ? -order : order;
    }
    return b.id - a.id;
  });
}
