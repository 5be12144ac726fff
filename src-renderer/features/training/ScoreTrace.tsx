import { Box } from '@mui/material';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';

export type ScoreTraceProps = {
  /** P(fake), 0..1, epoch by epoch; null = not scored. */
  readonly scores: readonly (number | null)[];
  /** The one that is shown. */
  readonly at: number;
};

const WIDTH = 100;
const HEIGHT = 24;
const EDGE = 3;

/** How the score of one face went over the epochs, with the line between real and fake. The number beside it says the same: hidden from who hears the page. */
export function ScoreTrace({ scores, at }: ScoreTraceProps) {
  const x = (position: number) =>
    scores.length < 2 ? WIDTH / 2 : (position / (scores.length - 1)) * (WIDTH - 2 * EDGE) + EDGE;
  const y = (score: number) => (1 - score) * (HEIGHT - 2 * EDGE) + EDGE;
  const points = scores.flatMap((score, position) => (score === null ? [] : [`${x(position)},${y(score)}`]));
  const shown = scores[at] ?? null;
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      sx={{ width: '100%', height: HEIGHT, display: 'block', color: 'text.secondary', overflow: 'visible' }}
    >
      <Box
        component="line"
        x1={0}
        x2={WIDTH}
        y1={y(DEFAULT_THRESHOLD)}
        y2={y(DEFAULT_THRESHOLD)}
        strokeDasharray="2 2"
        sx={{ stroke: 'currentColor', opacity: 0.6 }}
        vectorEffect="non-scaling-stroke"
      />
      <Box
        component="polyline"
        points={points.join(' ')}
        fill="none"
        strokeWidth={1.5}
        sx={{ stroke: 'currentColor' }}
        vectorEffect="non-scaling-stroke"
      />
      {shown !== null && (
        <Box
          component="line"
          x1={x(at)}
          x2={x(at)}
          y1={y(shown)}
          y2={y(shown)}
          strokeWidth={7}
          strokeLinecap="round"
          sx={{ stroke: 'var(--mui-palette-primary-main)' }}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </Box>
  );
}
