import { Box, Typography } from '@mui/material';
import { formatPx } from '../words.ts';

/** What each column means, in a sentence. */
export function PointingTerms({ tolerancePx }: { readonly tolerancePx: number }) {
  const terms = [
    [
      'Hit',
      `The map's highest value lies in the changed region, or at most ${formatPx(tolerancePx)} beside it: 15 px at an input of 224 px, as the literature counts.`,
    ],
    ['Strict hit', 'It lies inside the region, without any tolerance.'],
    ['Chance', 'What a highest value anywhere in the picture would score.'],
    [
      'Perfect map',
      'What the region itself scores when it is drawn on the same coarse grid: no map of this layer can be expected to do better.',
    ],
    ['Rank', 'The place of the region among all regions by share per area, on average; 1 is first.'],
    ['Empty', 'Fakes whose map has nothing in it: they count neither as hit nor as miss.'],
  ] as const;
  return (
    <Box component="dl" sx={TERMS}>
      {terms.map(([name, meaning]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Typography component="dt" variant="body2" sx={{ fontWeight: 560 }}>
            {name}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ m: 0, color: 'text.secondary', textWrap: 'pretty' }}>
            {meaning}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

const TERMS = {
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  columnGap: 2,
  rowGap: 0.5,
  m: 0,
  maxWidth: 900,
} as const;
