import { Stack } from '@mui/material';
import { useRef } from 'react';
import { Page } from '#renderer/components/Page.tsx';
import type { Settings } from '#shared/contract/settings.ts';
import type { FilterBoxHandle } from './FilterBox.tsx';
import { PlaceSwitch } from './PlaceSwitch.tsx';
import { RunsActions } from './RunsActions.tsx';
import { RunsFilter } from './RunsFilter.tsx';
import { RunsTable } from './RunsTable.tsx';
import { type RunsViewData, useRunsView } from './use-runs-view.ts';

export type RunsViewProps = RunsViewData & { readonly settings: Settings };

/** What is looked at, above; the table, below. */
export function RunsView({ runs, common, settings }: RunsViewProps) {
  const filterBox = useRef<FilterBoxHandle>(null);
  const view = useRunsView({ runs, common, settings });
  return (
    <Page
      title="Runs"
      isFilled
      subtitle={<PlaceSwitch runs={runs} place={view.place} onChange={view.setPlace} />}
      actions={<RunsActions view={view} settings={settings} />}
    >
      <Stack sx={{ height: '100%' }}>
        <RunsFilter view={view} ref={filterBox} />
        <RunsTable key={view.place} view={view} settings={settings} filterBox={filterBox} />
      </Stack>
    </Page>
  );
}
