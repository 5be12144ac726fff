import { Box } from '@mui/material';
import { FACE_REGIONS, type FaceRegion, LANDMARKS, type Point, regionPolygon } from '#shared/domain/regions.ts';

export type RegionDrawingProps = {
  readonly region: FaceRegion;
  /** 68 of the mean face, in any unit; none while they are not known. */
  readonly landmarks: readonly Point[];
  readonly sizePx: number;
};

/** A schematic face with one region filled. The word stands beside it. */
export function RegionDrawing({ region, landmarks, sizePx }: RegionDrawingProps) {
  if (landmarks.length === 0)
    return <Box component="span" sx={{ display: 'inline-block', width: sizePx, height: sizePx }} />;
  const outlines = FACE_REGIONS.flatMap((each) => {
    const polygon = regionPolygon(each, landmarks);
    return polygon === null ? [] : [{ region: each, polygon }];
  });
  const { left, top, size } = squareAround(outlines.flatMap(({ polygon }) => polygon));
  const own = outlines.find((outline) => outline.region === region);
  const frame = `M${left} ${top}h${size}v${size}h${-size}Z`;
  return (
    <Box
      component="svg"
      aria-hidden
      width={sizePx}
      height={sizePx}
      viewBox={`${left} ${top} ${size} ${size}`}
      sx={{ display: 'block', flexShrink: 0, color: 'text.secondary', borderRadius: 0.75, bgcolor: 'surface.sunken' }}
    >
      <Box
        component="path"
        d={own === undefined ? `${frame}${pathOf(hull(landmarks))}` : pathOf(own.polygon)}
        fillRule="evenodd"
        sx={{ fill: 'currentColor', color: 'primary.main' }}
      />
      {outlines
        .filter((outline) => !HIDDEN.includes(outline.region))
        .map((outline) => (
          <path
            key={outline.region}
            d={pathOf(outline.polygon)}
            fill="none"
            stroke="currentColor"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
            opacity={0.7}
          />
        ))}
      <path
        d={pathOf(hull(landmarks))}
        fill="none"
        stroke="currentColor"
        strokeWidth={1}
        vectorEffect="non-scaling-stroke"
        opacity={0.7}
      />
    </Box>
  );
}

/** Said by the filled one alone: their outlines would hide the face's at this size. */
const HIDDEN: readonly FaceRegion[] = ['left-cheek', 'right-cheek', 'forehead', 'chin', 'jaw-line'];

export const pathOf = (points: readonly Point[]): string =>
  points.length === 0 ? '' : `M${points.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}Z`;

/** Jaw and forehead: where the face ends. */
function hull(landmarks: readonly Point[]): readonly Point[] {
  const jaw = landmarks.slice(LANDMARKS.jaw[0], LANDMARKS.jaw[1] + 1);
  const forehead = (regionPolygon('forehead', landmarks) ?? []).slice(1, 5).reverse(); // its upper edge
  return [...jaw, ...forehead];
}

function squareAround(points: readonly Point[]): {
  readonly left: number;
  readonly top: number;
  readonly size: number;
} {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const size = 1.16 * Math.max(right - left, bottom - top);
  return { left: (left + right - size) / 2, top: (top + bottom - size) / 2, size };
}
