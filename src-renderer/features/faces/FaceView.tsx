import { Box, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '#renderer/components/Page.tsx';
import type { TestedFace } from '#shared/contract/faces.ts';
import { FaceActions } from './FaceActions.tsx';
import { FaceStage } from './FaceStage.tsx';
import { FaceSummary } from './FaceSummary.tsx';
import { FactsPanel } from './FactsPanel.tsx';
import { KnockOutPanel } from './KnockOutPanel.tsx';
import { LooksPanel } from './LooksPanel.tsx';
import { MarksPanel } from './MarksPanel.tsx';
import { NeighboursPanel } from './NeighboursPanel.tsx';
import { useTest } from './queries.ts';
import { RegionsPanel } from './RegionsPanel.tsx';
import { ScoresPanel } from './ScoresPanel.tsx';
import { useFaceMap } from './use-face-map.ts';
import { useLooks } from './use-looks.ts';

const route = getRouteApi('/predictions/$evaluationId/faces/$imageId');

const AREAS = {
  ...{ display: 'grid', gap: 2, alignItems: 'start' },
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    md: 'minmax(0, 1fr) 380px',
    xl: 'minmax(0, 1.8fr) minmax(0, 1fr) 380px',
  },
  gridTemplateAreas: { xs: '"stage" "side" "more"', md: '"stage side" "more side"', xl: '"stage more side"' },
  gridTemplateRows: { md: 'auto 1fr' },
} as const;

/** The face in large on the left, how it is looked at and what is known of it on the right, its like and other tests below or beside. */
export function FaceView({ face }: { readonly face: TestedFace }) {
  const search = route.useSearch();
  const { data: test } = useTest(face.evaluationId);
  const looks = useLooks(face);
  const map = useFaceMap(face, looks);
  const threshold = search.threshold ?? test?.threshold ?? face.threshold;
  return (
    <Page
      title={face.path.split('/').at(-1) ?? face.path}
      subtitle={<FaceSummary face={face} threshold={threshold} />}
      actions={<FaceActions face={face} looks={looks} map={map} threshold={threshold} />}
    >
      <Box sx={AREAS}>
        <Box sx={{ gridArea: 'stage', minWidth: 0 }}>
          <FaceStage face={face} looks={looks} map={map} />
        </Box>
        <Stack spacing={2} sx={{ gridArea: 'side', minWidth: 0 }}>
          <LooksPanel face={face} looks={looks} map={map} />
          <FactsPanel face={face} threshold={threshold} isFrozen={test?.frozen?.threshold === threshold} />
          <MarksPanel key={face.imageId} face={face} threshold={threshold} />
        </Stack>
        <Stack spacing={2} sx={{ gridArea: 'more', minWidth: 0 }}>
          <RegionsPanel face={face} map={map} looks={looks} />
          <KnockOutPanel face={face} />
          <NeighboursPanel face={face} />
          <ScoresPanel face={face} />
        </Stack>
      </Box>
    </Page>
  );
}
