import { Box, Typography } from '@mui/material';
import { type KeyboardEvent, useState } from 'react';
import {
  type Bar,
  barNear,
  barWords,
  FIRST_PLACE,
  PLOT_PX,
  placeAfter,
  scoresOf,
} from '#renderer/components/thresholds/histogram-bars.ts';
import { ScoreHistogram, type ScoreHistogramProps } from '#renderer/components/thresholds/ScoreHistogram.tsx';
import { FAKE } from '#shared/domain/labels.ts';

export type ScoresProps = Omit<ScoreHistogramProps, 'heightPx'>;

const HEIGHT_PX = 190;

/** The scores by class. One stop of the Tab key: arrows go from bar to bar, Enter shows its faces as a click does. */
export function Scores({ counts, threshold, onBar }: ScoresProps) {
  const [place, setPlace] = useState(FIRST_PLACE);
  const [isWalked, setWalked] = useState(false);
  const bins = counts.fake.length;
  const bar = barNear(counts, place);
  const hear = (event: KeyboardEvent) => {
    if (bar === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isChosen = event.key === 'Enter' || event.key === ' ';
    const next = placeAfter(event.key, bar, counts);
    if (!isChosen && next === null) return;
    event.preventDefault(); // else the arrows give the faces the focus
    setWalked(true);
    if (next !== null) setPlace(next);
    if (isChosen) onBar(scoresOf(bar, bins));
  };
  return (
    <Box>
      <Typography variant="h3" component="h3">
        Scores
      </Typography>
      <Box
        role="slider"
        tabIndex={bar === null ? -1 : 0}
        aria-label="Bars of the scores, Enter shows their faces"
        aria-valuemin={0}
        aria-valuemax={bins - 1}
        aria-valuenow={bar?.bin ?? 0}
        aria-valuetext={bar === null ? 'no faces' : barWords(bar, bins)}
        onKeyDown={hear}
        onFocus={({ currentTarget }) => setWalked(currentTarget.matches(':focus-visible'))}
        onBlur={() => setWalked(false)}
        sx={{ position: 'relative', borderRadius: 1 }}
      >
        <ScoreHistogram counts={counts} threshold={threshold} heightPx={HEIGHT_PX} onBar={onBar} />
        {isWalked && bar !== null && <Frame bar={bar} bins={bins} />}
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', minHeight: '2lh' }}>
        {isWalked && bar !== null
          ? `${barWords(bar, bins)}. Enter shows them; ↑ fakes, ↓ real faces.`
          : 'Logarithmic. A click on a bar shows its faces, one on the curve sets the threshold.'}
      </Typography>
    </Box>
  );
}

/** Around the half of the plot in which the bar stands. */
function Frame({ bar: { label, bin }, bins }: { readonly bar: Bar; readonly bins: number }) {
  const { left, right, top, bottom } = PLOT_PX;
  const middle = top + (HEIGHT_PX - top - bottom) / 2;
  return (
    <Box
      aria-hidden
      style={{
        left: `calc(${left}px + (100% - ${left + right}px) * ${bin / bins})`,
        width: `calc((100% - ${left + right}px) / ${bins})`,
        top: label === FAKE ? top : middle,
        bottom: label === FAKE ? HEIGHT_PX - middle : bottom,
      }}
      sx={{
        ...{ position: 'absolute', pointerEvents: 'none', bgcolor: 'action.selected' },
        ...{ outline: 2, outlineStyle: 'solid', outlineColor: 'primary.main', outlineOffset: 1, borderRadius: 0.5 },
      }}
    />
  );
}
