import { Box, Button, FormControlLabel, Stack, Switch, TableCell, TableRow, Typography } from '@mui/material';
import { useRef } from 'react';
import { formatLearningRate, MISSING, plural } from '#renderer/components/format.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { MONOSPACE } from '#renderer/theme.ts';
import type { JsonValue } from '#shared/domain/records.ts';
import type { FactRow } from '../flat.ts';
import type { ColumnActs } from './columns.ts';
import { SideTable } from './SideTable.tsx';
import type { Side } from './side.ts';

export type FactTableProps = {
  readonly label: string;
  readonly corner: string;
  readonly sides: readonly Side[];
  readonly acts: ColumnActs;
  readonly rows: readonly FactRow[];
  readonly showsAll: boolean;
  readonly onShowsAll: (showsAll: boolean) => void;
  /** Where the runs do not differ at all. */
  readonly none: string;
};

/** Facts of runs side by side: by default only what differs. N and P go from difference to difference. */
export function FactTable({ label, corner, sides, acts, rows, showsAll, onShowsAll, none }: FactTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const differing = rows.filter(({ isAlike }) => !isAlike);
  const shown = showsAll ? rows : differing;
  const go = (step: 1 | -1) => goToDifference(box.current, step);
  const canGo = differing.length > 0;
  return (
    <Stack spacing={1.5} ref={box}>
      <Shortcut keys="n" description="Go to the next difference" group="Compare" isEnabled={canGo} run={() => go(1)} />
      <Shortcut
        keys="p"
        description="Go to the previous difference"
        group="Compare"
        isEnabled={canGo}
        run={() => go(-1)}
      />
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <FormControlLabel
          control={<Switch size="small" checked={!showsAll} onChange={(_, isOn) => onShowsAll(!isOn)} />}
          label="Only what differs"
        />
        <Typography variant="body2" role="status" sx={{ color: 'text.secondary', flexGrow: 1 }}>
          {plural(differing.length, 'difference')} among {plural(rows.length, 'setting')}
        </Typography>
        <Button color="inherit" disabled={!canGo} onClick={() => go(-1)} title="Key P">
          Previous difference
        </Button>
        <Button color="inherit" disabled={!canGo} onClick={() => go(1)} title="Key N">
          Next difference
        </Button>
      </Stack>
      <SideTable {...{ label, corner, sides, acts }}>
        {shown.map((row) => (
          <Row key={row.key} row={row} />
        ))}
        {shown.length === 0 && (
          <TableRow>
            <TableCell colSpan={sides.length + 1} sx={{ color: 'text.secondary', py: 3 }}>
              {none}
            </TableCell>
          </TableRow>
        )}
      </SideTable>
    </Stack>
  );
}

const EXTREME_WORDS = { lowest: '↓ lowest', highest: '↑ highest' } as const;

function Row({ row: { key, title, values, isAlike, extremes } }: { readonly row: FactRow }) {
  const [baseline] = values;
  return (
    <TableRow {...(isAlike ? {} : { 'data-differs': '', tabIndex: -1 })} sx={ROW}>
      <TableCell component="th" scope="row" className="name">
        {title !== null && <Box sx={{ typography: 'body2' }}>{title}</Box>}
        <Box
          sx={{ typography: 'caption', color: 'text.secondary', fontWeight: 400, overflowWrap: 'anywhere' }}
          style={{ fontFamily: MONOSPACE }}
        >
          {key}
        </Box>
      </TableCell>
      {values.map((value, place) => {
        const isOther = place > 0 && JSON.stringify(value) !== JSON.stringify(baseline);
        const extreme = extremes[place] ?? null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name here
          <TableCell key={place}>
            <Box
              component="span"
              sx={{ fontWeight: isOther ? 620 : 400, color: isAlike ? 'text.secondary' : 'text.primary' }}
            >
              {isOther && (
                <Box
                  component="span"
                  role="img"
                  aria-label="differs from the baseline: "
                  sx={{ color: 'warning.main' }}
                >
                  ≠{' '}
                </Box>
              )}
              {wordOf(value)}
            </Box>
            {extreme !== null && (
              <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
                {EXTREME_WORDS[extreme]}
              </Box>
            )}
          </TableCell>
        );
      })}
    </TableRow>
  );
}

const ROW = {
  '&:focus': { outline: 2, outlineStyle: 'solid', outlineColor: 'primary.main', outlineOffset: -2 },
} as const;

const SMALL = 0.01;

function wordOf(value: JsonValue | undefined): string {
  if (value === undefined || value === '') return MISSING;
  if (value === null) return 'off';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return value !== 0 && Math.abs(value) < SMALL ? formatLearningRate(value) : String(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** From the row that has the focus, or from the beginning; behind the last one comes the first one. */
function goToDifference(box: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(box?.querySelectorAll<HTMLElement>('[data-differs]') ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  // -1 where another element has it
  const next = rows[at === -1 ? (step === 1 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
