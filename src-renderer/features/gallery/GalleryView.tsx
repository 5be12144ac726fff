import { Box, Stack } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FaceGridHandle } from '#renderer/components/face-grid/FaceGrid.tsx';
import { type GridSelection, NO_SELECTION } from '#renderer/components/face-grid/grid-selection.ts';
import { orderOf } from '#renderer/components/gallery-order.ts';
import { Page } from '#renderer/components/Page.tsx';
import type { GalleryTest } from '#shared/contract/predictions.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { Cockpit } from './cockpit/Cockpit.tsx';
import { useThreshold } from './cockpit/use-threshold.ts';
import { FilterBar } from './filter/FilterBar.tsx';
import { GalleryActions } from './GalleryActions.tsx';
import { GalleryKeys } from './GalleryKeys.tsx';
import { GallerySubtitle } from './GallerySubtitle.tsx';
import { GalleryGrid } from './grid/GalleryGrid.tsx';
import { NothingToShow } from './grid/NothingToShow.tsx';
import { MarkBar } from './marks/MarkBar.tsx';
import { Triage } from './marks/Triage.tsx';
import { type ShownOrder, useGalleryTotal, useMapSets, useSettings } from './queries.ts';
import { useGallerySearch } from './use-gallery.ts';

/** Shown before the size that was chosen is known. */
const USUAL_SIZE_PX = 160;

export function GalleryView({ test }: { readonly test: GalleryTest }) {
  const { search, change } = useGallerySearch();
  const threshold = useThreshold(test, { search, change });
  const evaluationId = test.evaluation.id;
  const order = orderOf(search, { evaluationId, threshold: threshold.settled });
  const shown: ShownOrder = { order, map: search.map ?? null };
  const { threshold: _, ...list } = order;
  const [isFolded, setFolded] = useState(false);
  return (
    <Page
      title={test.run === null ? test.evaluation.checkpointFile : test.run.name}
      subtitle={<GallerySubtitle test={test} />}
      isFilled
      actions={<GalleryActions test={test} isFolded={isFolded} onFold={setFolded} />}
    >
      <Stack direction="row" sx={{ height: '100%', minHeight: 0 }}>
        {/* Another filter or order is another list: nothing of the last one's places holds. */}
        <Faces key={JSON.stringify(list)} test={test} shown={shown} />
        {!isFolded && <Cockpit test={test} threshold={threshold} scope={order} change={change} search={search} />}
      </Stack>
    </Page>
  );
}

function Faces({ test, shown }: { readonly test: GalleryTest; readonly shown: ShownOrder }) {
  const { search, change } = useGallerySearch();
  const router = useRouter();
  const { order } = shown;
  const { evaluationId } = order;
  const [primary, setPrimary] = useState<number | null>(null);
  const [primaryId, setPrimaryId] = useState<ImageId | null>(null);
  const [selection, setSelection] = useState<GridSelection>(NO_SELECTION);
  const { data: total = null } = useGalleryTotal(shown);
  const chosenSizePx = useSettings().data?.thumbnailSizePx ?? USUAL_SIZE_PX;
  const [draggedSizePx, setDraggedSize] = useState<number | null>(null);
  const sizePx = draggedSizePx ?? chosenSizePx;
  const sets = useMapSets(evaluationId);
  const grid = useRef<FaceGridHandle>(null);
  const { filter, off, sort, rising, threshold } = search;
  const open = (imageId: ImageId) =>
    void router.navigate({
      to: '/predictions/$evaluationId/faces/$imageId',
      params: { evaluationId: String(evaluationId), imageId: String(imageId) },
      search: { filter, off, sort, rising, threshold },
    });
  const isTriage = search.triage === true && total !== null && total > 0;
  const toggleMap = () => {
    const [first] = sets;
    change({
      map: search.map !== undefined || first === undefined ? undefined : { method: first.method, layer: first.layer },
    });
  };
  return (
    <Box sx={{ flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <FilterBar {...{ test, shown, total, sizePx, sets }} onSizePx={setDraggedSize} search={search} change={change} />
      <MarkBar
        order={order}
        selection={selection.keys as ReadonlySet<ImageId>} // the grid's keys are its images' ids
        primaryId={isTriage ? null : primaryId}
        total={total ?? 0}
        onChooseAll={() => grid.current?.chooseAll()}
        onClear={() => setSelection(NO_SELECTION)}
        isTriage={isTriage}
        onTriage={() => change({ triage: true }, { isStep: true })}
      />
      <GalleryKeys
        hasFilter={search.filter !== undefined}
        isTriage={isTriage}
        hasMaps={sets.length > 0}
        onClearFilter={() => change({ filter: undefined, off: undefined })}
        onToggleMap={toggleMap}
        onTriage={() => change({ triage: isTriage ? undefined : true }, { isStep: true })}
        onFocusGrid={() => grid.current?.focus()}
        onChooseAll={() => grid.current?.chooseAll()}
      />
      <Box sx={{ flexGrow: 1, minHeight: 0 }}>
        {total === 0 && <NothingToShow test={test} search={search} change={change} />}
        {isTriage && (
          <Triage
            shown={shown}
            total={total}
            first={primary ?? 0}
            onOpen={open}
            onClose={() => change({ triage: undefined })}
          />
        )}
        {!isTriage && total !== null && total > 0 && (
          <GalleryGrid
            ref={grid}
            label={`Faces of the test on ${test.evaluation.datasetName}`}
            scrollId={`gallery ${evaluationId}`}
            {...{ shown, total, sizePx, primary, selection }}
            onPrimary={(index, face) => {
              setPrimary(index);
              setPrimaryId(face?.imageId ?? null);
            }}
            onSelectionChange={setSelection}
            onOpen={open}
          />
        )}
      </Box>
    </Box>
  );
}
