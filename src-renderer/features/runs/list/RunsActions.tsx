import { Button } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { ViewsMenu } from '#renderer/components/ViewsMenu.tsx';
import type { Settings } from '#shared/contract/settings.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { wholeSearch } from './layout.ts';
import type { RunsView } from './use-runs-view.ts';

export type RunsActionsProps = { readonly view: RunsView; readonly settings: Settings };

/** What concerns the whole table. */
export function RunsActions({ view, settings }: RunsActionsProps) {
  const router = useRouter();
  const { layout, search, fields } = view;
  const link = router.buildLocation({ to: '/runs', search: wholeSearch(search, layout) }).href;
  return (
    <>
      <ViewsMenu page="runs" views={settings.savedViews} link={link} onChange={view.saveViews} />
      <ColumnsMenu
        fields={fields}
        places={layout.places}
        onPlacesChange={view.setPlaces}
        hidesEqual={layout.hidesEqual}
        onHidesEqualChange={view.setHidesEqual}
        onReset={view.resetColumns}
      />
      <Button variant="contained" component={PageLink} link="/configurations">
        New training
      </Button>
    </>
  );
}
