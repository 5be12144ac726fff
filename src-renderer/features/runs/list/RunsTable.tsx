import { Box } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { EMPTY_SELECTION, pruned, type Selection } from '#renderer/components/table/selection.ts';
import { type TableHandle, VirtualTable } from '#renderer/components/table/VirtualTable.tsx';
import type { RunRow } from '#shared/contract/runs.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { RenameDialog } from '../RenameDialog.tsx';
import { BulkBar } from './BulkBar.tsx';
import type { FilterBoxHandle } from './FilterBox.tsx';
import { NothingHere } from './NothingHere.tsx';
import { RunsKeys } from './RunsKeys.tsx';
import { runColumns } from './run-columns.tsx';
import { TagDialog } from './TagDialog.tsx';
import { useRunActs } from './use-run-acts.ts';
import type { RunsView } from './use-runs-view.ts';

export type RunsTableProps = {
  readonly view: RunsView;
  readonly settings: Settings;
  readonly filterBox: RefObject<FilterBoxHandle | null>;
};

const ROW_PX = 36;
const ROW_WITH_DELTA_PX = 46;

/** The table, and what can be done with the runs that are chosen in it. The selection lives here, so that a key press draws nothing else. */
export function RunsTable({ view, settings, filterBox }: RunsTableProps) {
  const router = useRouter();
  const table = useRef<TableHandle>(null);
  const { place, here, shown, lines, baseline, fields, nowMs } = view;
  const [chosen, setChosen] = useState<Selection>(EMPTY_SELECTION);
  const existing = useMemo(() => new Set<string>(here.map(({ id }) => id)), [here]); // asked at every key press
  const selection = pruned(chosen, existing);
  const selected = here.filter(({ id }) => selection.selected.has(id));
  const acts = useRunActs({ view, selected, baselineId: settings.baselineRunId });
  const columns = useMemo(() => runColumns(fields, { baseline, nowMs }), [fields, baseline, nowMs]); // rows are drawn again with it
  return (
    <>
      <RunsKeys table={table} filterBox={filterBox} acts={acts} selected={selected} place={place} />
      <Box sx={{ flexGrow: 1, minHeight: 0, borderTop: 1, borderColor: 'divider' }}>
        {lines.length === 0 ? (
          <NothingHere place={place} isFilteredOut={here.length > 0} onClearFilter={() => view.setFilter('')} />
        ) : (
          <VirtualTable
            ref={table}
            label="Runs"
            lines={lines}
            columns={columns}
            places={view.shownPlaces}
            onPlacesChange={view.setShownPlaces}
            sort={view.layout.sort}
            onSortChange={view.setSort}
            selection={selection}
            onSelectionChange={setChosen}
            nameOf={nameOf}
            onOpen={({ id }) => void router.navigate({ to: '/runs/$runId', params: { runId: id } })}
            onToggleHeading={view.toggleHeading}
            rowHeightPx={baseline === null ? ROW_PX : ROW_WITH_DELTA_PX}
          />
        )}
      </Box>
      <BulkBar
        place={place}
        total={here.length}
        shown={shown.length}
        selected={selected}
        baselineId={settings.baselineRunId}
        acts={acts}
        onClear={() => setChosen(EMPTY_SELECTION)}
      />
      {acts.dialog === 'tag' && <TagDialog runs={selected} knownTags={view.tags} onClose={acts.closeDialog} />}
      {acts.dialog === 'rename' && selected[0] !== undefined && (
        <RenameDialog run={selected[0]} onClose={acts.closeDialog} />
      )}
    </>
  );
}

const nameOf = ({ name }: RunRow) => name;
