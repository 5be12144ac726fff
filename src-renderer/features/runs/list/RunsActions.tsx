import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { Button } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { saveText } from '#renderer/components/save-file.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { shownFields, wholeSearch } from './layout.ts';
import { runsCsv } from './runs-csv.ts';
import type { RunsView } from './use-runs-view.ts';
import { ViewsMenu } from './ViewsMenu.tsx';

export type RunsActionsProps = {
  readonly view: RunsView;
  readonly settings: Settings;
  readonly selected: readonly RunRow[];
};

/** What concerns the whole table. */
export function RunsActions({ view, settings, selected }: RunsActionsProps) {
  const router = useRouter();
  const { layout, search, fields, shown } = view;
  const link = router.buildLocation({ to: '/runs', search: wholeSearch(search, layout) }).href;
  const exported = selected.length > 0 ? shown.filter((run) => selected.includes(run)) : shown;
  const exportCsv = () => saveText('runs.csv', runsCsv(exported, shownFields(fields, view.shownPlaces)), 'text/csv');
  return (
    <>
      <ViewsMenu views={settings.savedViews} link={link} onChange={view.saveViews} />
      <ColumnsMenu
        fields={fields}
        places={layout.places}
        onPlacesChange={view.setPlaces}
        hidesEqual={layout.hidesEqual}
        onHidesEqualChange={view.setHidesEqual}
        onReset={view.resetColumns}
      />
      <Button
        color="inherit"
        variant="outlined"
        startIcon={<DownloadIcon />}
        disabled={exported.length === 0}
        title={`${selected.length > 0 ? 'The selected' : 'The shown'} ${plural(exported.length, 'run')}, with the shown columns`}
        onClick={exportCsv}
        sx={{ borderColor: 'divider' }}
      >
        Export CSV
      </Button>
      <Button variant="contained" component={PageLink} link="/configurations">
        New training
      </Button>
    </>
  );
}
