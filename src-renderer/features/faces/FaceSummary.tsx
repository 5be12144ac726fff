import { Box, Stack } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatMetric } from '#renderer/components/format.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { predictedLabel } from '#shared/domain/labels.ts';

/** What it is, what it was called, and how sure the network was, in one line. */
export function FaceSummary({
  face: { label, score },
  threshold,
}: {
  readonly face: TestedFace;
  readonly threshold: number;
}) {
  const called = predictedLabel(score, threshold);
  return (
    <Stack direction="row" sx={{ gap: 0.75, alignItems: 'center', flexWrap: 'wrap' }}>
      <ClassMark label={label} />
      <span>called</span>
      <ClassMark label={called} />
      <Box component="span" sx={{ color: called === label ? 'text.secondary' : 'error.main', fontWeight: 560 }}>
        {called === label ? '· right' : '· wrong'}
      </Box>
      <span>· P(fake) {formatMetric(score)}</span>
    </Stack>
  );
}
