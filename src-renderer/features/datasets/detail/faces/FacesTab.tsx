import { Box, Button, Stack } from '@mui/material';
import { useRef, useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FaceGrid, type FaceGridHandle } from '#renderer/components/face-grid/FaceGrid.tsx';
import { NO_SELECTION } from '#renderer/components/face-grid/grid-selection.ts';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { type FaceOrder, type Range, useFaceIds, useFaces, useThumbnailSize } from '../queries.ts';
import { filterOf, hasFilter, NO_FILTER } from '../search.ts';
import { useDatasetSearch } from '../use-dataset-search.ts';
import { FaceCaption } from './FaceCaption.tsx';
import { FaceKeys } from './FaceKeys.tsx';
import { FaceSheet } from './FaceSheet.tsx';
import { FilterBar } from './FilterBar.tsx';
import { nameOf } from './face-words.ts';
import { SelectionBar } from './SelectionBar.tsx';

/** Shown before the size that was chosen is known. */
const USUAL_SIZE_PX = 128;

/** The faces of a data set: filtered, sorted, chosen, changed. The address holds the filter, the order and the face that is looked at. */
export function FacesTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const { search, change } = useDatasetSearch();
  const order: FaceOrder = {
    datasetId: dataset.id,
    filter: filterOf(search),
    sort: search.sort ?? 'line',
    isDescending: search.descending ?? false,
  };
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
  const [range, setRange] = useState<Range>({ first: 0, last: 99 });
  const [primary, setPrimary] = useState<number | null>(null);
  const [selection, setSelection] = useState(NO_SELECTION);
  const faces = useFaces(order, range);
  const idsOf = useFaceIds(order);
  const chosenSizePx = useThumbnailSize().data ?? USUAL_SIZE_PX;
  const [draggedSizePx, setDraggedSize] = useState<number | null>(null);
  const sizePx = draggedSizePx ?? chosenSizePx;
  const grid = useRef<FaceGridHandle>(null);

  const open = (imageId: ImageId | undefined) => change({ face: imageId }, { isStep: openId === null });
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <FilterBar dataset={dataset} total={faces.total} sizePx={sizePx} onSizePx={setDraggedSize} />
      {selection.keys.size > 0 && (
        <SelectionBar
          datasetId={dataset.id}
          imageIds={selection.keys as ReadonlySet<ImageId>} // the grid's keys are its images' ids
          total={faces.total ?? 0}
          onChooseAll={() => grid.current?.chooseAll()}
          onClear={() => setSelection(NO_SELECTION)}
        />
      )}
      <FaceKeys
        hasFilter={hasFilterOf(order)}
        onClearFilter={() => change({ ...NO_FILTER, face: undefined })}
        isGridFree={openId === null}
        onFocusGrid={() => grid.current?.focus()}
        onChooseAll={() => grid.current?.chooseAll()}
      />
      {faces.error !== null && <ErrorNotice error={faces.error} onRetry={faces.refetch} />}
      <Stack direction="row" sx={{ flexGrow: 1, minHeight: 0 }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          {faces.total === 0 ? (
            <NothingFound isFiltered={hasFilterOf(order)} onClear={() => change({ ...NO_FILTER, face: undefined })} />
          ) : (
            faces.total !== null && (
              <FaceGrid
                ref={grid}
                label={`Faces of ${dataset.name}`}
                total={faces.total}
                faceAt={(index) => {
                  const face = faces.at(index);
                  if (face === undefined) return undefined;
                  return { key: face.id, source: `images/${face.id}`, name: nameOf(face), isDimmed: face.isExcluded };
                }}
                captionAt={(index) => {
                  const face = faces.at(index);
                  return face !== undefined && <FaceCaption face={face} isShort={sizePx < 100} />;
                }}
                onRange={(first, last) => setRange({ first, last })}
                keysOf={idsOf}
                sizePx={sizePx}
                primary={primary}
                onPrimaryChange={(index) => {
                  const face = faces.at(index);
                  setPrimary(index);
                  if (openId !== null && face !== undefined) open(face.id); // the sheet follows the keyboard
                }}
                selection={selection}
                onSelectionChange={setSelection}
                onOpen={(index) => open(faces.at(index)?.id)}
                scrollId={`faces ${dataset.id}`}
              />
            )
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
