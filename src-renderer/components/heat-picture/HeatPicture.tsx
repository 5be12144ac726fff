import { Box } from '@mui/material';
import { useState } from 'react';
import { mediaUrl } from '#renderer/api/client.ts';
import type { Size } from '#shared/domain/region-mask.ts';
import { type NamedOutline, PictureMarks } from './PictureMarks.tsx';
import { PictureProblem } from './PictureProblem.tsx';

export type HeatPictureProps = {
  /** Of the face as the network sees it: "seen/3/12". */
  readonly source: string;
  /** Of the map alone, in the same shape, with its search: "heatmaps/3/12?method=grad-cam"; null = none is shown. */
  readonly heatSource: string | null;
  /** Of the map, 0..1. */
  readonly opacity: number;
  /** Of both pictures; what is drawn over them is in these pixels. */
  readonly frame: Size;
  readonly outlines?: readonly NamedOutline[];
  readonly landmarks?: readonly { readonly x: number; readonly y: number }[];
  /** The map's cells. */
  readonly cells?: { readonly rows: number; readonly columns: number } | null;
  readonly alt: string;
  /** As it is shown, its longer side. */
  readonly sizePx: number;
};

/** Of the back end; a larger picture than it gives is not needed on any screen. */
const SIZES_PX = [256, 512, 1024] as const;

/** A face with its heat map over it: two pictures of one shape, so that the slider moves without a call, and outlines in the same coordinates. */
export function HeatPicture({ source, heatSource, opacity, frame, alt, sizePx, ...marks }: HeatPictureProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const size = SIZES_PX.find((each) => each >= sizePx * Math.min(2, window.devicePixelRatio)) ?? 1024;
  const address = (path: string) => `${mediaUrl(path)}${path.includes('?') ? '&' : '?'}size=${size}`;
  return (
    <Box
      sx={{
        ...{ position: 'relative', width: '100%', overflow: 'hidden', borderRadius: 1, bgcolor: 'face.backdrop' },
        '& > img, & > svg': { position: 'absolute', inset: 0, width: '100%', height: '100%', display: 'block' },
      }}
      style={{ aspectRatio: `${frame.width} / ${frame.height}` }}
    >
      {broken === source ? (
        <PictureProblem address={address(source)} />
      ) : (
        <img src={address(source)} alt={alt} draggable={false} onError={() => setBroken(source)} />
      )}
      {heatSource !== null && broken !== source && (
        <img src={address(heatSource)} alt="" data-testid="heat-map" draggable={false} style={{ opacity }} />
      )}
      <PictureMarks frame={frame} {...marks} />
    </Box>
  );
}
