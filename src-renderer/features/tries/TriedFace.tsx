import { Alert, Box, Stack, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { Facts } from '#renderer/components/Facts.tsx';
import { formatMetric, formatPercent } from '#renderer/components/format.ts';
import { ColourBar } from '#renderer/components/heat-picture/ColourBar.tsx';
import { regionsBelowCell, resolutionWords } from '#renderer/components/heat-picture/cell-words.ts';
import { HeatPicture } from '#renderer/components/heat-picture/HeatPicture.tsx';
import { useHeld } from '#renderer/components/heat-picture/use-held.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TriedImage } from '#shared/contract/tries.ts';
import { DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className } from '#shared/domain/labels.ts';
import { framed, framingOf } from '#shared/domain/region-mask.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';
import { TriedLooks } from './TriedLooks.tsx';
import { TriedShares } from './TriedShares.tsx';
import { shortName, type TriedViewProps } from './TriedView.tsx';

const route = getRouteApi('/try');
const PICTURE_PX = 640;
const DEFAULT_OPACITY = 0.55;

export type Tried = Extract<TriedImage, { kind: 'tried' }>;
export type TriedFaceProps = Omit<TriedViewProps, 'jobId'> & { readonly image: Tried };

/** One tried image: what the network sees of it, where it looked, what it says. */
export function TriedFace({ tried, image, onAsk }: TriedFaceProps) {
  const { view = 'heat', opacity = DEFAULT_OPACITY, scale = DEFAULT_COLOUR_SCALE } = route.useSearch();
  const isHeld = useHeld({ key: 'o', description: 'Show the image alone while it is held', group: 'Try' });
  const { index, picture, parts, max } = image;
  const framing = framingOf(picture, { input: tried.input, crop: tried.crop });
  const regions = (parts?.regions ?? []).map(({ region, outline }) => ({ region, outline: framed(outline, framing) }));
  const shares = new Map(parts?.shares?.map(({ region, share }) => [region, share]));
  const base = `tries/${tried.id}/${index}`;
  const isHeatShown = view === 'heat' && !isHeld && max > 0;
  return (
    <Box
      sx={{
        ...{ display: 'grid', gap: 2, alignItems: 'start' },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 380px' },
      }}
    >
      <Stack spacing={1}>
        <Stack
          direction="row"
          sx={{ gap: 1.5, width: `min(100%, calc(100vh - ${tried.images.length > 1 ? 340 : 220}px))`, minWidth: 320 }}
        >
          <Box sx={{ flexGrow: 1, minWidth: 0 }}>
            <HeatPicture
              source={`${base}/seen`}
              heatSource={isHeatShown ? `${base}/map?scale=${scale}` : null}
              opacity={opacity}
              frame={tried.input}
              outlines={
                isHeld || view !== 'regions'
                  ? []
                  : regions.map(({ region, outline }) => ({
                      name: FACE_REGION_TITLES[region],
                      value: shares.has(region) ? formatPercent(shares.get(region), 0) : null,
                      outline,
                    }))
              }
              alt={`${shortName(image.name)}${isHeatShown ? ', with its heat map' : ''}`}
              sizePx={PICTURE_PX}
            />
          </Box>
          <Box sx={{ visibility: view === 'heat' ? 'visible' : 'hidden' }}>
            <ColourBar scale={scale} max={max} note="of this image" />
          </Box>
        </Stack>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {`${tried.crop && picture.width * tried.input.height !== picture.height * tried.input.width ? 'The middle of' : 'All of'} ${picture.width} × ${picture.height} px, as the network sees it at ${tried.input.width} × ${tried.input.height} px. ${resolutionWords(image, tried.input, regionsBelowCell(regions, image, tried.input))}`}
        </Typography>
        <Found image={image} />
      </Stack>
      <Stack spacing={2}>
        <Verdict tried={tried} image={image} />
        <TriedLooks tried={tried} onAsk={onAsk} />
        {parts?.shares != null && <TriedShares shares={parts.shares} />}
      </Stack>
    </Box>
  );
}

function Found({ image: { parts, max } }: Pick<TriedFaceProps, 'image'>) {
  return (
    <Stack spacing={1} aria-live="polite">
      {max === 0 && (
        <Alert severity="info" variant="outlined">
          Its map is empty: nothing in this layer speaks for the class.
        </Alert>
      )}
      {parts === null && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Looking for the face.
        </Typography>
      )}
      {parts?.quality === 'none' && (
        <Alert severity="warning" variant="outlined">
          No face was found in this image, so its parts are not known. They are not guessed.
        </Alert>
      )}
      {parts?.quality === 'several' && (
        <Alert severity="warning" variant="outlined">
          Several faces were found in this image; the parts are those of the largest.
        </Alert>
      )}
    </Stack>
  );
}

function Verdict({ tried, image }: Pick<TriedFaceProps, 'tried' | 'image'>) {
  const { threshold, thresholdFrom, method, layer, device } = tried;
  return (
    <Panel title={shortName(image.name)}>
      <Stack spacing={1.5}>
        <Stack direction="row" sx={{ alignItems: 'baseline', gap: 1.5 }}>
          <Typography variant="h1" component="p">
            <ClassMark label={image.predicted} />
          </Typography>
          <Typography variant="h2" component="p">
            P(fake) {formatMetric(image.score)}
          </Typography>
        </Stack>
        <Facts
          nameWidthPx={96}
          facts={[
            [
              'Threshold',
              `${formatMetric(threshold)}${thresholdFrom === 'frozen' ? ', frozen for these weights' : ', as none was frozen'}`,
            ],
            ['Network', `${tried.runName}, ${tried.checkpoint}`],
            ['Heat map', `${CAM_METHOD_TITLES[method]} at ${layer}, for ${className(image.score >= 0.5 ? 0 : 1)}`],
            ['Device', device ?? '–'],
          ]}
        />
      </Stack>
    </Panel>
  );
}
