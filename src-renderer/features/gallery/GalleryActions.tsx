import PanelIcon from '@mui/icons-material/ViewSidebarOutlined';
import { Button, ToggleButton } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { ViewsMenu } from '#renderer/components/ViewsMenu.tsx';
import { type GalleryTest, MOST_CONFIDENT_MISTAKES } from '#shared/contract/predictions.ts';
import type { SavedView } from '#shared/contract/settings.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { VerdictsButton } from './marks/VerdictsButton.tsx';
import { useChangeSettings, useSettings } from './queries.ts';
import { useGallerySearch } from './use-gallery.ts';

export type GalleryActionsProps = {
  readonly test: GalleryTest;
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
};

const PAGE = 'predictions';

/** What concerns the whole gallery. */
export function GalleryActions({ test, isFolded, onFold }: GalleryActionsProps) {
  const router = useRouter();
  const { search, change } = useGallerySearch();
  const settings = useSettings().data;
  const { mutate } = useChangeSettings();
  const evaluationId = test.evaluation.id;
  const { face: _face, triage: _triage, ...view } = search;
  const link = router.buildLocation({ to: '/predictions/$evaluationId', params: { evaluationId }, search: view }).href;
  const mistakes = () => change({ ...MOST_CONFIDENT_MISTAKES, off: undefined, rising: undefined }, { isStep: true });
  return (
    <>
      <Button color="inherit" onClick={mistakes}>
        Most confident mistakes
      </Button>
      <Shortcut keys="m" description="Most confident mistakes" group="Gallery" run={mistakes} />
      <VerdictsButton test={test} />
      {settings !== undefined && (
        <ViewsMenu
          page={PAGE}
          views={settings.savedViews}
          link={link}
          linkOf={(saved) => linkHere(saved, evaluationId)}
          onChange={(savedViews) => mutate({ savedViews })}
        />
      )}
      {test.run !== null && (
        <Button color="inherit" component={PageLink} link={`/runs/${test.run.id}?tab=tests&evaluation=${evaluationId}`}>
          Run
        </Button>
      )}
      <ToggleButton
        value="cockpit"
        size="small"
        selected={!isFolded}
        onChange={() => onFold(!isFolded)}
        aria-label="Threshold panel"
        title="Threshold panel (P)"
      >
        <PanelIcon fontSize="small" /> Threshold
      </ToggleButton>
      <Shortcut
        keys="p"
        description={isFolded ? 'Show the threshold panel' : 'Fold the threshold panel'}
        group="Gallery"
        run={() => onFold(!isFolded)}
      />
    </>
  );
}

/** A view is a rule: it is read for the test that is looked at. */
const linkHere = ({ link }: SavedView, evaluationId: EvaluationId): string =>
  link.replace(/^\/predictions\/\d+/, `/predictions/${evaluationId}`);
