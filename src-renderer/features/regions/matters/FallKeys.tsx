import { Box, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { formatPercent } from '#renderer/components/format.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';
import { formatSigned } from '../words.ts';
import { type FallPoint, pointAfter } from './scatter-option.ts';

export type FallKeysProps = {
  /** By rising share. */
  readonly points: readonly FallPoint[];
  /** Of a fall. */
  readonly digits: number;
  /** Where the keyboard is, to be marked in the chart; null = elsewhere. */
  readonly onAt: (point: FallPoint | null) => void;
  readonly onOpen: (point: FallPoint) => void;
  /** The chart. */
  readonly children: ReactNode;
};

/** A chart of points as one stop of the Tab key: arrows go from point to point by their share, Enter opens the face. */
export function FallKeys({ points, digits, onAt, onOpen, children }: FallKeysProps) {
  const [asked, setAsked] = useState(0);
  const [isWalked, setWalked] = useState(false);
  const place = Math.min(asked, points.length - 1); // another region has fewer
  const at = points[place];
  const walkTo = (next: number) => {
    setAsked(next);
    setWalked(true);
    onAt(points[next] ?? null);
  };
  const hear = (event: KeyboardEvent) => {
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = pointAfter(event.key, place, points.length);
    if (event.key !== 'Enter' && next === null) return;
    event.preventDefault();
    if (next === null) onOpen(at);
    else walkTo(next);
  };
  return (
    <Box>
      <Box
        role="slider"
        tabIndex={at === undefined ? -1 : 0}
        aria-label="Points by share of the map, Enter opens the face"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, points.length)}
        aria-valuenow={place + 1}
        aria-valuetext={at === undefined ? 'no points' : wordsOf(at, digits)}
        onKeyDown={hear}
        onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && walkTo(place)}
        onBlur={() => {
          setWalked(false);
          onAt(null);
        }}
        sx={{ borderRadius: 1 }}
      >
        {children}
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
        {isWalked && at !== undefined
          ? `${wordsOf(at, digits)}. Enter opens its face.`
          : 'A click on a point opens its face.'}
      </Typography>
    </Box>
  );
}

const wordsOf = ({ region, share, fall }: FallPoint, digits: number): string =>
  `${FACE_REGION_TITLES[region]}: share ${formatPercent(share)}, fall ${formatSigned(fall, digits)}`;
