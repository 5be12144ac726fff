import { Box, Typography } from '@mui/material';
import { formatMetric, formatPercent, plural } from '#renderer/components/format.ts';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { ReliabilityBin, TestScores } from '#shared/contract/comparisons.ts';
import { scoresOfBin } from '../links.ts';

export type CalibrationBarsProps = { readonly scores: TestScores; readonly runName: string };

const HEIGHT_PX = 96;
const edge = (value: number) => String(Number(value.toFixed(2)));

/** How many of the faces with a score are fake: as high as the tick where the score can be read as a probability. Each bar leads to its faces. */
export function CalibrationBars({ scores, runName }: CalibrationBarsProps) {
  const { calibration, evaluationId, threshold } = scores;
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <Typography variant="caption" component="figcaption" sx={{ color: 'text.secondary', mb: 0.5 }}>
        Calibration: bars are the share of fakes by score, lines the mean score; error{' '}
        {formatMetric(calibration.expectedCalibrationError)}
      </Typography>
      <Box
        component="ol"
        aria-label={`Calibration of ${runName}`}
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          display: 'flex',
          gap: '2px',
          height: HEIGHT_PX,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {calibration.bins.map((bin) => (
          <Bar
            key={bin.from}
            bin={bin}
            link={galleryLink(evaluationId, { filter: { score: scoresOfBin(bin) }, threshold })}
          />
        ))}
      </Box>
      <Box
        sx={{ display: 'flex', justifyContent: 'space-between', typography: 'caption', color: 'text.secondary' }}
        aria-hidden
      >
        <span>0</span>
        <span>score</span>
        <span>1</span>
      </Box>
    </Box>
  );
}

function Bar({
  bin: { from, to, n, meanScore, fakeShare },
  link,
}: {
  readonly bin: ReliabilityBin;
  readonly link: string;
}) {
  const words = `Scores ${edge(from)} to ${edge(to)}: ${n === 0 ? 'no faces' : `${plural(n, 'face')}, ${formatPercent(fakeShare)} of them fake; mean score ${formatMetric(meanScore, 2)}`}`;
  if (n === 0) return <Box component="li" title={words} sx={{ flex: 1 }} />;
  return (
    <Box component="li" sx={{ flex: 1, position: 'relative' }}>
      <Box
        component={PageLink}
        link={link}
        title={words}
        aria-label={words}
        sx={{
          position: 'absolute',
          inset: 0,
          display: 'flex',
          alignItems: 'flex-end',
          bgcolor: 'surface.sunken',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <Box
          sx={{
            width: '100%',
            height: `${100 * (fakeShare ?? 0)}%`,
            minHeight: 2,
            bgcolor: 'fake.main',
            opacity: 0.75,
          }}
        />
        <Box
          sx={{
            position: 'absolute',
            left: 0,
            right: 0,
            bottom: `${100 * (meanScore ?? 0)}%`,
            borderTop: 2,
            borderColor: 'text.primary',
          }}
        />
      </Box>
    </Box>
  );
}
