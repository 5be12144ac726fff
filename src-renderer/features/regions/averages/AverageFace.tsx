import { Box, Stack, Typography } from '@mui/material';
import { useEffect, useRef } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { AverageMap, MapSetKey } from '#shared/contract/explanations.ts';
import { type ColourScale, colourTable } from '#shared/domain/colour-scales.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGIONS, type Point, regionPolygon } from '#shared/domain/regions.ts';
import { facesLink } from '../gallery-link.ts';
import { pathOf } from '../RegionDrawing.tsx';
import { formatTimes, outcomeTitle } from '../words.ts';
import { coloured, densest } from './average-values.ts';

export type AverageFaceProps = {
  readonly outcome: Outcome;
  /** Null, or of no face: there is none. */
  readonly map: AverageMap | null;
  /** In shares of the map's width and height; none = without outlines. */
  readonly landmarks: readonly Point[];
  /** Of the scale that all share. */
  readonly top: number;
  readonly scale: ColourScale;
  readonly asked: MapSetKey;
  readonly name: string;
  readonly threshold: number;
};

/** One outcome's mean map with the outlines of the regions over it. */
export function AverageFace({ outcome, map, landmarks, top, scale, asked, name, threshold }: AverageFaceProps) {
  const title = outcomeTitle(outcome);
  const n = map?.n ?? 0;
  return (
    <Stack component="figure" sx={{ m: 0, minWidth: 0 }} spacing={0.75}>
      <Box
        sx={{
          position: 'relative',
          aspectRatio: '1',
          bgcolor: 'face.backdrop',
          borderRadius: 0.75,
          overflow: 'hidden',
        }}
      >
        {map === null || n === 0 ? (
          <Stack sx={{ height: 1, alignItems: 'center', justifyContent: 'center', bgcolor: 'surface.sunken' }}>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              No face of this outcome
            </Typography>
          </Stack>
        ) : (
          <>
            <Picture
              map={map}
              top={top}
              scale={scale}
              label={`${title}, ${name}: mean heat map of ${formatCount(n)} faces, at most ${formatTimes(densest(map))} an even map`}
            />
            <Outlines landmarks={landmarks} />
          </>
        )}
      </Box>
      <Box component="figcaption" sx={{ typography: 'body2' }}>
        {title},{' '}
        {n === 0 ? (
          'n = 0'
        ) : (
          <PageLink
            link={facesLink(asked, { outcome, region: null, threshold })}
            aria-label={`${title}, ${name}: n = ${formatCount(n)}. Opens its faces.`}
          >
            n = {formatCount(n)}
          </PageLink>
        )}
      </Box>
    </Stack>
  );
}

type PictureProps = {
  readonly map: AverageMap;
  readonly top: number;
  readonly scale: ColourScale;
  readonly label: string;
};

function Picture({ map, top, scale, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    const pixels = coloured(map, { top, table: colourTable(scale) });
    context.putImageData(new ImageData(pixels, map.size, map.size), 0, 0);
  }, [map, top, scale]);
  return (
    <Box
      component="canvas"
      ref={canvas}
      width={map.size}
      height={map.size}
      role="img"
      aria-label={label}
      sx={{ display: 'block', width: 1, height: 1 }}
    />
  );
}

/** Dark under white, so that they are seen on every colour of every scale. */
function Outlines({ landmarks }: { readonly landmarks: readonly Point[] }) {
  if (landmarks.length === 0) return null;
  const path = FACE_REGIONS.map((region) => pathOf(regionPolygon(region, landmarks) ?? [])).join('');
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox="0 0 1 1"
      sx={{ position: 'absolute', inset: 0, width: 1, height: 1, pointerEvents: 'none' }}
    >
      {[
        { colour: 'common.black', width: 2.5, opacity: 0.45 },
        { colour: 'common.white', width: 1, opacity: 0.9 },
      ].map(({ colour, width, opacity }) => (
        <Box
          key={colour}
          component="path"
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth={width}
          vectorEffect="non-scaling-stroke"
          sx={{ color: colour, opacity }}
        />
      ))}
    </Box>
  );
}
