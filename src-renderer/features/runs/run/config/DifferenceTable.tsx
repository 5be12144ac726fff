import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { MISSING } from '#renderer/components/format.ts';
import type { Difference } from './differences.ts';

export type DifferenceTableProps = {
  readonly label: string;
  /** Over the values that it differs from. */
  readonly fromTitle: string;
  readonly differences: readonly Difference[];
  /** Where there are no differences. */
  readonly none: string;
};

export function DifferenceTable({ label, fromTitle, differences, none }: DifferenceTableProps) {
  if (differences.length === 0)
    return (
      <Typography variant="body2" sx={{ px: 2, pb: 2, color: 'text.secondary' }}>
        {none}
      </Typography>
    );
  return (
    <Table aria-label={label} sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell>Setting</TableCell>
          <TableCell>{fromTitle}</TableCell>
          <TableCell>Here</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {differences.map(({ key, title, from, to }) => (
          <TableRow key={key}>
            <TableCell component="th" scope="row">
              {title}
              <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
                {key}
              </Box>
            </TableCell>
            <TableCell sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{said(from)}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere', fontWeight: 560 }}>{said(to)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** A text without its quotes; an empty one is said, not shown as nothing. */
function said(json: string | null): string {
  if (json === null) return MISSING;
  if (json === '""') return 'empty';
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json.replaceAll(',', ', ');
}
