import { Box, Stack } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { Page } from '#renderer/components/Page.tsx';
import { EMPTY_SELECTION, pruned, type Selection } from '#renderer/components/table/selection.ts';
import { type TableHandle, VirtualTable } from '#renderer/components/table/VirtualTable.tsx';
import type { RunRow } from '#shared/contract/runs.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { BulkBar } from './BulkBar.tsx';
import type { FilterBoxHandle } from './FilterBox.tsx';
import { NothingHere } from './NothingHere.tsx';
import { PlaceSwitch } from './PlaceSwitch.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { RunsActions } from './RunsActions.tsx';
import { RunsFilter } from './RunsFilter.tsx';
import { RunsKeys } from './RunsKeys.tsx';
import { runColumns } from './run-columns.tsx';
import { TagDialog } from './TagDialog.tsx';
import { useRunActs } from './use-run-acts.ts';
import { type RunsViewData, useRunsView } from './use-runs-view.ts';

export type RunsViewProps = RunsViewData & { readonly settings: Settings };

const ROW_PX = 36;
const ROW_WITH_DELTA_PX = 46;

/** The table of runs with its filter above and what can be done below. */
export function RunsView({ runs, common, settings }: RunsViewProps) {
  const router = useRouter();
  const table = useRef<TableHandle>(null);
  const filterBox = useRef<FilterBoxHandle>(null);
  const view = useRunsView({ runs, common, settings });
  const { place, here, shown, lines, layout, baseline, fields, nowMs } = view;
  const [chosen, setChosen] = useState<Selection>(EMPTY_SELECTION);
  const selection = useMemo(() => pruned(chosen, new Set(here.map(({ id }) => id))), [chosen, here]);
  const selected = here.filter(({ id }) => selection.selected.has(id));
  const acts = useRunActs({ selected, baselineId: settings.baselineRunId, setBaseline: view.setBaseline });
  const columns = useMemo(() => runColumns(fields, { baseline, nowMs }), [fields, baseline, nowMs]); // rows are drawn again with it
  const open = (run: RunRow) => void router.navigate({ to: '/runs/$runId', params: { runId: run.id } });
  return (
    <Page
      title="Runs"
      isFilled
      subtitle={<PlaceSwitch runs={runs} place={place} onChange={view.setPlace} />}
      actions={<RunsActions view={view} settings={settings} selected={selected} />}
    >
      <RunsKeys table={table} filterBox={filterBox} acts={acts} selected={selected} place={place} />
      <Stack sx={{ height: '100%' }}>
        <RunsFilter view={view} ref={filterBox} />
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
              sort={layout.sort}
              onSortChange={view.setSort}
              selection={selection}
              onSelectionChange={setChosen}
              nameOf={nameOf}
              onOpen={open}
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
      </Stack>
      {acts.dialog === 'tag' && <TagDialog runs={selected} knownTags={tagsOf(runs)} onClose={acts.closeDialog} />}
      {acts.dialog === 'rename' && selected[0] !== undefined && (
        <RenameDialog run={selected[0]} onClose={acts.closeDialog} />
      )}
    </Page>
  );
}

const nameOf = ({ name }: RunRow) => name;
const tagsOf = (runs: readonly RunRow[]) => [...new Set(runs.flatMap(({ tags }) => tags))].sort();
