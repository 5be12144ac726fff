import { Box, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Chart } from '#renderer/components/chart/Chart.tsx';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { KnockOutResult } from '#shared/contract/perturbations.ts';
import { ImageId } from '#shared/domain/records.ts';
import { FACE_REGION_TITLES, FACE_REGIONS, type FaceRegion } from '#shared/domain/regions.ts';
import { faceLink } from '../gallery-link.ts';
import { digitsFor, formatSigned } from '../words.ts';
import { FallKeys } from './FallKeys.tsx';
import { byShare, type FallPoint, largestFalls, type ScatterValue, scatterOption } from './scatter-option.ts';

const route = getRouteApi('/regions');
const LISTED = 8;

/** Each face and region: what the map claims against what covering it does. A point opens its face. */
export function FallScatter({ result: { points, correlation, evaluationId } }: { readonly result: KnockOutResult }) {
  const { region = null } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const colours = useChartColours();
  const [at, setAt] = useState<FallPoint | null>(null);
  if (points.length === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        When the shares of the maps are measured, each share stands here against its fall.
      </Typography>
    );
  const choose = (next: FaceRegion | undefined) =>
    void navigate({ search: (search) => ({ ...search, region: next }), replace: true });
  const open = (imageId: ImageId) => router.history.push(faceLink(evaluationId, imageId));
  const digits = digitsFor(Math.max(...points.map(({ fall }) => Math.abs(fall))));
  const spearman = correlation === null ? 'not known' : formatSigned(correlation);
  return (
    <Stack spacing={1} component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Stack direction="row" component="figcaption" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" sx={{ flexGrow: 1 }}>
          Share against fall, {formatCount(points.length)} points; Spearman’s correlation {spearman}
        </Typography>
        <TextField
          select
          label="Stands out"
          value={region ?? 'all'}
          onChange={
            ({ target }) => choose(target.value === 'all' ? undefined : (target.value as FaceRegion)) // of the list below
          }
          sx={{ width: 170 }}
        >
          <MenuItem value="all">All regions</MenuItem>
          {FACE_REGIONS.map((each) => (
            <MenuItem key={each} value={each}>
              {FACE_REGION_TITLES[each]}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <FallKeys points={byShare(points, region)} digits={digits} onAt={setAt} onOpen={({ imageId }) => open(imageId)}>
        <Chart
          option={scatterOption(points, { region, at, colours, digits })}
          heightPx={320}
          label={`Share of the map against fall of the logit, ${formatCount(points.length)} points, Spearman's correlation ${spearman}`}
          onClick={({ value }) => open(ImageId.parse((value as ScatterValue)[2]))} // as scatterOption made it
        />
      </FallKeys>
      <Typography variant="body2">The largest falls:</Typography>
      <Box component="ol" sx={{ m: 0, pl: 3, columnWidth: 220, typography: 'body2' }}>
        {largestFalls(points, region, LISTED).map(({ imageId, region: of, fall, share }) => (
          <li key={`${imageId} ${of}`}>
            <PageLink link={faceLink(evaluationId, imageId)}>
              {FACE_REGION_TITLES[of]} {formatSigned(fall, digits)}
            </PageLink>
            , share {formatPercent(share)}
          </li>
        ))}
      </Box>
    </Stack>
  );
}
