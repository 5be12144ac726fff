import { Box, ButtonBase, Typography } from '@mui/material';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { type FlipSummary, PILES } from '#shared/contract/comparisons.ts';
import type { FlipNames } from './FlipView.tsx';
import { matchedCount, type PileName, pileTitle } from './piles.ts';

export type PileTabsProps = {
  readonly summary: FlipSummary;
  readonly names: FlipNames;
  readonly pile: PileName;
  readonly onShow: (pile: PileName) => void;
};

const MARKS: Readonly<Record<PileName, string>> = {
  bothRight: '✓ ✓',
  onlyFirst: '✓ ✗',
  onlySecond: '✗ ✓',
  bothWrong: '✗ ✗',
};

/** The four piles with their counts and shares; the one that is shown is pressed. */
export function PileTabs({ summary, names, pile, onShow }: PileTabsProps) {
  const matched = matchedCount(summary);
  return (
    <Box
      role="group"
      aria-label="Piles"
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      {PILES.map((one, i) => {
        const count = summary.counts[one];
        return (
          <ButtonBase
            key={one}
            aria-pressed={one === pile}
            title={`Key ${i + 1}`}
            onClick={() => onShow(one)}
            sx={{
              ...{ display: 'block', textAlign: 'left', px: 1.5, py: 1, borderRadius: 1, border: 1, minWidth: 0 },
              borderColor: one === pile ? 'primary.main' : 'divider',
              bgcolor: 'background.paper',
              ...(one === pile
                ? { boxShadow: (theme) => `inset 0 0 0 1px ${theme.vars?.palette.primary.main ?? ''}` }
                : {}),
            }}
          >
            <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }} title={pileTitle(one, names)}>
              <span aria-hidden>{MARKS[one]} </span>
              {pileTitle(one, names)}
            </Typography>
            <Typography variant="h2" component="div">
              {formatCount(count)}{' '}
              <Box component="span" sx={{ ml: 0.5, typography: 'body2', color: 'text.secondary' }}>
                {formatPercent(matched === 0 ? null : count / matched)}
              </Box>
            </Typography>
          </ButtonBase>
        );
      })}
    </Box>
  );
}
