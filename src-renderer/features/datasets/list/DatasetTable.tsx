import { Box } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Selection } from '#renderer/components/table/selection.ts';
import { type ColumnPlaces, completePlaces, type TableLine } from '#renderer/components/table/table.ts';
import { VirtualTable } from '#renderer/components/table/VirtualTable.tsx';
import type { ListedDataset } from '../queries.ts';
import { DATASET_COLUMNS, sortedDatasets } from './dataset-columns.tsx';
import { sortOf, sortText } from './search.ts';

const route = getRouteApi('/datasets');

export type DatasetTableProps = {
  readonly datasets: readonly ListedDataset[];
  readonly selection: Selection;
  readonly onSelectionChange: (selection: Selection) => void;
};

/** All data sets; Enter or a click on a name opens one. */
export function DatasetTable({ datasets, selection, onSelectionChange }: DatasetTableProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [places, setPlaces] = useState<ColumnPlaces>(() => completePlaces([], DATASET_COLUMNS, () => true));
  const sort = sortOf(search);
  const lines = useMemo(() => linesOf(datasets, sortOf(search)), [datasets, search]); // rows are drawn again when it changes
  return (
    <Box sx={{ height: '100%', borderTop: 1, borderColor: 'divider' }}>
      <VirtualTable
        label="Data sets"
        lines={lines}
        columns={DATASET_COLUMNS}
        places={places}
        onPlacesChange={setPlaces}
        sort={sort}
        onSortChange={(next) => void navigate({ search: { sort: sortText(next) }, replace: true })}
        selection={selection}
        onSelectionChange={onSelectionChange}
        nameOf={nameOf}
        onOpen={({ id }) => void navigate({ to: '/datasets/$datasetId', params: { datasetId: id } })}
      />
    </Box>
  );
}

const nameOf = ({ name }: ListedDataset) => name;

const linesOf = (
  datasets: readonly ListedDataset[],
  sort: ReturnType<typeof sortOf>,
): readonly TableLine<ListedDataset>[] =>
  sortedDatasets(datasets, sort).map((row) => ({ kind: 'row', id: String(row.id), row }));
