import { Box, Typography } from '@mui/material';
import { formatCount, formatPercent, plural } from '#renderer/components/format.ts';
import type { Ledger, LocatedCounts } from '#shared/contract/explanations.ts';

export type LeftOutProps = {
  readonly located: LocatedCounts;
  /** Null until shares are measured. */
  readonly ledger: Ledger | null;
};

type Fact = { readonly name: string; readonly value: string; readonly about: string };

/** Faces that no mean speaks of, each kind apart; and how well the detector finds what is known to be there. */
export function LeftOut({ located, ledger }: LeftOutProps) {
  const facts = factsOf(located, ledger);
  if (facts.length === 0) return null;
  return (
    <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.5, m: 0 }}>
      {facts.map(({ name, value, about }) => (
        <Typography key={name} variant="caption" component="div" sx={{ color: 'text.secondary' }} title={about}>
          <Box component="dt" sx={{ display: 'inline' }}>
            {name}{' '}
          </Box>
          <Box component="dd" sx={{ display: 'inline', m: 0, color: 'text.primary', fontWeight: 560 }}>
            {value}
          </Box>
        </Typography>
      ))}
    </Box>
  );
}

function factsOf(located: LocatedCounts, ledger: Ledger | null): readonly Fact[] {
  const { none, several, withTruth, error, model, pending, imageCount } = located;
  const isLookedAt = pending < imageCount;
  const sum = (key: 'empty' | 'unlocated') => (ledger?.counts ?? []).reduce((all, counts) => all + counts[key], 0);
  const isMeasured = ledger !== null && (ledger.cells.some(({ n }) => n > 0) || sum('empty') + sum('unlocated') > 0);
  return [
    ...(!isMeasured
      ? []
      : [
          {
            name: 'Empty maps',
            value: formatCount(sum('empty')),
            about: 'Nothing in them speaks for the called class: they have no shares, and are in no mean.',
          },
          {
            name: 'Maps without a known face',
            value: formatCount(sum('unlocated')),
            about: 'Where no face, or more than one, was found, parts are not guessed.',
          },
        ]),
    ...(isLookedAt
      ? [
          {
            name: 'In the data set: no face found',
            value: formatCount(none),
            about: `By ${model}, in ${plural(imageCount - pending, 'picture')} that it looked at.`,
          },
          { name: 'several faces', value: formatCount(several), about: 'It is not guessed which one is meant.' },
        ]
      : []),
    ...(withTruth === 0
      ? []
      : [
          {
            name: 'landmarks drawn with the picture',
            value: formatCount(withTruth),
            about: 'Synthetic faces: their own landmarks are used, not the detector’s.',
          },
        ]),
    ...(error === null
      ? []
      : [
          {
            name: "the detector's error on them",
            value: `${formatPercent(error.mean)} of the eyes' distance`,
            about: `Median ${formatPercent(error.median)}, 95 % of the faces below ${formatPercent(error.p95)}, n = ${formatCount(error.count)}. Mean distance of 68 landmarks, by ${model}.`,
          },
        ]),
  ];
}
