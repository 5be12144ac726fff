import { Box, Button, Stack } from '@mui/material';
import { useRef, useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { FaceGridHandle } from '#renderer/components/face-grid/FaceGrid.tsx';
import { NO_SELECTION } from '#renderer/components/face-grid/grid-selection.ts';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { type FaceOrder, useFaceTotal, useThumbnailSize } from '../queries.ts';
import { hasFilter, NO_FILTER, orderOf } from '../search.ts';
import { useDatasetSearch } from '../use-dataset-search.ts';
import { FaceKeys } from './FaceKeys.tsx';
import { FaceSheet } from './FaceSheet.tsx';
import { FacesGrid } from './FacesGrid.tsx';
import { FilterBar } from './FilterBar.tsx';
import { SelectionBar } from './SelectionBar.tsx';

/** Shown before the size that was chosen is known. */
const USUAL_SIZE_PX = 128;

/** The faces of a data set: filtered, sorted, chosen, changed. The address holds the filter, the order and the face that is looked at. */
export function FacesTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const { search, change } = useDatasetSearch();
  const order: FaceOrder = { datasetId: dataset.id, ...orderOf(search) };
  // Another filter or order is another list: nothing of the last one's places holds.
  return (
    <Faces key={JSON.stringify(order)} dataset={dataset} order={order} openId={search.face ?? null} change={change} />
  );
}

type FacesProps = {
  readonly dataset: DatasetDetail;
  readonly order: FaceOrder;
  readonly openId: ImageId | null;
  readonly change: ReturnType<typeof useDatasetSearch>['change'];
};

function Faces({ dataset, order, openId, change }: FacesProps) {
  const [primary, setPrimary] = useState<number | null>(null);
  const [selection, setSelection] = useState(NO_SELECTION);
  const { data: total = null, error, refetch } = useFaceTotal(order);
  const chosenSizePx = useThumbnailSize().data ?? USUAL_SIZE_PX;
  const [draggedSizePx, setDraggedSize] = useState<number | null>(null);
  const sizePx = draggedSizePx ?? chosenSizePx;
  const grid = useRef<FaceGridHandle>(null);

  const open = (imageId: ImageId | undefined) => change({ face: imageId }, { isStep: openId === null });
  const clearFilter = () => change({ ...NO_FILTER, face: undefined });
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <FilterBar dataset={dataset} total={total} sizePx={sizePx} onSizePx={setDraggedSize} />
      {selection.keys.size > 0 && (
        <SelectionBar
          datasetId={dataset.id}
          imageIds={selection.keys as ReadonlySet<ImageId>} // the grid's keys are its images' ids
          total={total ?? 0}
          onChooseAll={() => grid.current?.chooseAll()}
          onClear={() => setSelection(NO_SELECTION)}
        />
      )}
      <FaceKeys
        hasFilter={hasFilterOf(order)}
        onClearFilter={clearFilter}
        isGridFree={openId === null}
        onFocusGrid={() => grid.current?.focus()}
        onChooseAll={() => grid.current?.chooseAll()}
      />
      {error !== null && total === null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <Stack direction="row" sx={{ flexGrow: 1, minHeight: 0 }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          {total === 0 && <NothingFound isFiltered={hasFilterOf(order)} onClear={clearFilter} />}
          {total !== null && total > 0 && (
            <FacesGrid
              ref={grid}
              label={`Faces of ${dataset.name}`}
              scrollId={`faces ${dataset.id}`}
              {...{ order, total, sizePx, primary, selection }}
              onPrimary={(index, face) => {
                setPrimary(index);
                if (openId !== null && face !== undefined) open(face.id); // the sheet follows the keyboard
              }}
              onSelectionChange={setSelection}
              onOpen={open}
            />
          )}
        </Box>
        {openId !== null && (
          <FaceSheet
            imageId={openId}
            order={order}
            onShow={open}
            onPlace={(index) => {
              setPrimary(index);
              grid.current?.show(index);
            }}
            onClose={() => {
              open(undefined);
              grid.current?.focus();
            }}
          />
        )}
      </Stack>
    </Box>
  );
}

const hasFilterOf = ({ filter }: FaceOrder) => hasFilter(filter as Parameters<typeof hasFilter>[0]); // made of the address

function NothingFound({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (!isFiltered)
    return (
      <EmptyState title="No faces">
        Every row of the CSV was left out. The overview lists them with the reasons.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No face fits the filter"
      action={
        <Button variant="contained" onClick={onClear}>
          Clear the filter
        </Button>
      }
    >
      The data set has faces, and all of them are filtered out.
    </EmptyState>
  );
}
