import { Box, Stack, Typography } from '@mui/material';
import { formatPercent } from '#renderer/components/format.ts';
import { ColourBar } from '#renderer/components/heat-picture/ColourBar.tsx';
import { HeatPicture } from '#renderer/components/heat-picture/HeatPicture.tsx';
import { useHeld } from '#renderer/components/heat-picture/use-held.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className } from '#shared/domain/labels.ts';
import { framed } from '#shared/domain/region-mask.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';
import { MapStatus } from './MapStatus.tsx';
import { useLocatedFace } from './queries.ts';
import type { FaceMap } from './use-face-map.ts';
import { frameOf, framingOfFace, type Looks } from './use-looks.ts';

export type FaceStageProps = { readonly face: TestedFace; readonly looks: Looks; readonly map: FaceMap };

const PICTURE_PX = 720;

/** The face in large, what lies over it, and what its colours mean. */
export function FaceStage({ face, looks, map }: FaceStageProps) {
  const isHeld = useHeld({ key: 'o', description: 'Show the face alone while it is held', group: 'Face' });
  const { view, scale, opacity, hasCells, hasLandmarks } = looks;
  const hasRegions = view === 'regions';
  const { data: located } = useLocatedFace(hasRegions || hasLandmarks ? face.imageId : null);
  const framing = framingOfFace(face);
  const frame = frameOf(face);
  const shares = new Map(map.kind === 'there' ? map.shares?.map(({ region, share }) => [region, share]) : []);
  const isHeatShown = !isHeld && view === 'heat' && map.kind === 'there' && map.max > 0;
  const outlines =
    isHeld || !hasRegions
      ? []
      : (located?.regions ?? []).map(({ region, outline }) => ({
          name: FACE_REGION_TITLES[region],
          value: shares.has(region) ? formatPercent(shares.get(region), 0) : null,
          outline: framed(outline, framing),
        }));
  return (
    <Stack spacing={1}>
      <Stack direction="row" sx={{ gap: 1.5, width: 'min(100%, calc(100vh - 168px))', minWidth: 320 }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <HeatPicture
            source={`seen/${face.evaluationId}/${face.imageId}`}
            heatSource={isHeatShown ? map.source : null}
            opacity={opacity}
            frame={frame}
            outlines={outlines}
            landmarks={isHeld || !hasLandmarks ? [] : framed(located?.landmarks ?? [], framing)}
            cells={!isHeld && hasCells && map.kind === 'there' ? map : null}
            alt={`${face.path}, ${className(face.label)}${isHeatShown ? ', with its heat map' : ''}`}
            sizePx={PICTURE_PX}
          />
        </Box>
        {map.kind === 'there' && (
          <Box sx={{ visibility: view === 'heat' ? 'visible' : 'hidden' }}>
            <ColourBar
              scale={scale}
              max={map.top}
              note={looks.top === 'own' ? 'of this face' : 'of all faces of the test'}
            />
          </Box>
        )}
      </Stack>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {seenWords(face)}
        {looks.layer !== null &&
          ` ${CAM_METHOD_TITLES[looks.method]} at ${looks.layer} for ${className(looks.explainedClass)}.`}
      </Typography>
      <MapStatus
        datasetId={face.datasetId}
        map={map}
        isShared={looks.top === 'shared'}
        quality={hasRegions || hasLandmarks ? (located?.quality ?? null) : null}
      />
    </Stack>
  );
}

function seenWords({ picture, input, crop }: TestedFace): string {
  const own = `${picture.width} × ${picture.height} px`;
  if (input === null) return `The whole picture, ${own}; what the network saw of it is not known.`;
  const seen = `${input.width} × ${input.height} px`;
  const isSame = picture.width * input.height === picture.height * input.width;
  if (crop && !isSame) return `The middle of ${own}, as the network sees it at ${seen}.`;
  return `All of ${own}, ${isSame ? 'as the network sees it' : 'squeezed as the network sees it'} at ${seen}.`;
}
