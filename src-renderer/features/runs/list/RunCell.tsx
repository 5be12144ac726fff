import { Box, Chip, Stack } from '@mui/material';
import { formatCount, formatDateTime, formatRelative } from '#renderer/components/format.ts';
import { RunStatusMark } from '#renderer/components/RunStatusMark.tsx';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { DeltaWord } from './DeltaWord.tsx';
import { deltaOf, wordOf } from './words.ts';

export type RunCellProps = {
  readonly field: RunField;
  readonly run: RunRow;
  /** Null = there is none to compare with. */
  readonly baseline: RunRow | null;
  readonly nowMs: number;
};

/** One value of one run. */
export function RunCell({ field, run, baseline, nowMs }: RunCellProps) {
  const value = field.valueOf(run);
  if (field.name === 'status') return <RunStatusMark status={run.status} />;
  if (field.name === 'epochs') return `${formatCount(run.lastEpoch ?? 0)} / ${formatCount(run.plannedEpochs)}`;
  if (field.name === 'tag') return <Tags tags={run.tags} />;
  if (field.kind === 'instant' && typeof value === 'number')
    return <span title={formatDateTime(value)}>{formatRelative(value, Math.max(nowMs, value))}</span>;
  const word = wordOf(field, value);
  const delta = baseline === null || baseline.id === run.id ? null : deltaOf(field, value, field.valueOf(baseline));
  const n = field.name === 'test.accuracy' && run.test !== null ? run.test.imageCount : null;
  if (delta === null && n === null) return <span title={field.kind === 'text' ? word : undefined}>{word}</span>;
  return (
    <Stack sx={{ alignItems: 'flex-end', lineHeight: 1.35 }}>
      <span>
        {n !== null && (
          <Box component="small" sx={{ color: 'text.secondary', mr: 0.75 }}>
            n = {formatCount(n)}
          </Box>
        )}
        {word}
      </span>
      {delta !== null && <DeltaWord delta={delta} />}
    </Stack>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <Stack direction="row" spacing={0.5} title={tags.join(', ')}>
      {tags.map((tag) => (
        <Chip key={tag} label={tag} variant="outlined" sx={{ height: 20 }} />
      ))}
    </Stack>
  );
}
