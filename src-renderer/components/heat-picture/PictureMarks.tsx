import { Box } from '@mui/material';
import { Fragment } from 'react';
import type { Size } from '#shared/domain/region-mask.ts';
import { isInsidePolygon } from '#shared/domain/regions.ts';

type Point = { readonly x: number; readonly y: number };

export type NamedOutline = {
  readonly name: string;
  /** Below the name: "31 %". */
  readonly value: string | null;
  readonly outline: readonly Point[];
};

export type PictureMarksProps = {
  readonly frame: Size;
  readonly outlines?: readonly NamedOutline[];
  readonly landmarks?: readonly Point[];
  readonly cells?: { readonly rows: number; readonly columns: number } | null;
};

const WHITE = 'var(--mui-palette-common-white)';
const BLACK = 'var(--mui-palette-common-black)';

/** Regions, landmarks and the map's cells: white lines on a dark one, which are seen on any face and any colour scale. */
export function PictureMarks({ frame, outlines = [], landmarks = [], cells = null }: PictureMarksProps) {
  const { width, height } = frame;
  /** A line of about a pixel and a half on the screen, whatever the network's input. */
  const unit = Math.max(width, height) / 360;
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      sx={{
        pointerEvents: 'none',
        '& .halo': { stroke: BLACK, strokeOpacity: 0.55 },
        '& .line': { stroke: WHITE },
        '& .halo, & .line': { fill: 'none', strokeLinejoin: 'round' },
        '& text': { fill: WHITE, stroke: BLACK, paintOrder: 'stroke', textAnchor: 'middle', fontWeight: 600 },
        '& circle': { fill: WHITE, stroke: BLACK },
      }}
    >
      {cells !== null && <Cells frame={frame} {...cells} unit={unit} />}
      {outlines.map(({ name, outline }) => (
        <Line key={name} path={`M${outline.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} unit={unit} />
      ))}
      {outlines.map((named) => (
        <Words key={named.name} {...named} at={wordsPlace(named, { frame, unit })} unit={unit} />
      ))}
      {landmarks.map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={1.7 * unit} strokeWidth={0.8 * unit} />
      ))}
    </Box>
  );
}

function Line({
  path,
  unit,
  isThin = false,
}: {
  readonly path: string;
  readonly unit: number;
  readonly isThin?: boolean;
}) {
  return (
    <>
      <path className="halo" d={path} strokeWidth={(isThin ? 2 : 3) * unit} />
      <path className="line" d={path} strokeWidth={(isThin ? 0.7 : 1.3) * unit} />
    </>
  );
}

function Words({
  name,
  value,
  at,
  unit,
}: Omit<NamedOutline, 'outline'> & { readonly at: Point; readonly unit: number }) {
  return (
    <text x={at.x} y={at.y} fontSize={LETTER_HEIGHT * unit} strokeWidth={2.2 * unit}>
      <tspan>{name}</tspan>
      {value !== null && (
        <tspan x={at.x} dy={LINE_HEIGHT * unit}>
          {value}
        </tspan>
      )}
    </text>
  );
}

type CellsProps = { readonly frame: Size; readonly rows: number; readonly columns: number; readonly unit: number };

function Cells({ frame: { width, height }, rows, columns, unit }: CellsProps) {
  const inner = (count: number) => Array.from({ length: Math.max(0, count - 1) }, (_, i) => (i + 1) / count);
  return (
    <Fragment>
      {inner(columns).map((share) => (
        <Line key={`x${share}`} path={`M${share * width} 0V${height}`} unit={unit} isThin />
      ))}
      {inner(rows).map((share) => (
        <Line key={`y${share}`} path={`M0 ${share * height}H${width}`} unit={unit} isThin />
      ))}
    </Fragment>
  );
}

/** In units, of the words; how wide a letter is was measured on the longest names. */
const LETTER_HEIGHT = 8.5;
const LINE_HEIGHT = 9.5;
const LETTER_WIDTH = 5.2;
/** Between the words and the edge of the picture, in units. */
const MARGIN = 3;

/** Where a region's name begins its lines, in the middle of them: moved inwards where they would leave the picture. */
export function wordsPlace(
  { name, value, outline }: NamedOutline,
  { frame, unit }: { readonly frame: Size; readonly unit: number },
): Point {
  const { x, y } = middleOf(outline);
  const halfWidth = ((LETTER_WIDTH * Math.max(name.length, value?.length ?? 0)) / 2 + MARGIN) * unit;
  const below = (MARGIN + (value === null ? 0 : LINE_HEIGHT)) * unit;
  return {
    x: between(x, halfWidth, frame.width - halfWidth),
    y: between(y, (LETTER_HEIGHT + MARGIN) * unit, frame.height - below),
  };
}

const between = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** Where a region's name stands: its middle, or its lowest point where the middle lies outside, as that of a jaw line does. */
function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  const middle = { x: sum.x / Math.max(1, points.length), y: sum.y / Math.max(1, points.length) };
  if (points.length === 0 || isInsidePolygon(middle, points)) return middle;
  return points.reduce((lowest, point) => (point.y > lowest.y ? point : lowest));
}
