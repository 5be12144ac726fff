import OkIcon from '@mui/icons-material/CheckCircleOutlined';
import MissingIcon from '@mui/icons-material/HighlightOffOutlined';
import OptionalIcon from '@mui/icons-material/InfoOutlined';
import { Box, type SvgIconProps, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ComponentType } from 'react';
import type { CheckRow } from '#shared/contract/workspace.ts';

const LOOKS: Readonly<Record<CheckRow['status'], { icon: ComponentType<SvgIconProps>; colour: string; word: string }>> =
  {
    ok: { icon: OkIcon, colour: 'success.main', word: 'there' },
    missing: { icon: MissingIcon, colour: 'error.main', word: 'missing' },
    optional: { icon: OptionalIcon, colour: 'text.secondary', word: 'not there, not needed' },
  };

/** What `facet doctor` says: found, needed, and how to mend it. */
export function CheckTable({ rows }: { readonly rows: readonly CheckRow[] }) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table aria-label="Check of this machine">
        <TableHead>
          <TableRow>
            <TableCell>Part</TableCell>
            <TableCell>State</TableCell>
            <TableCell>Found</TableCell>
            <TableCell>What to do</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ name, status, found, needed, mend }) => {
            const { icon: Icon, colour, word } = LOOKS[status];
            return (
              <TableRow key={name}>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{name}</TableCell>
                <TableCell sx={{ color: colour, whiteSpace: 'nowrap' }}>
                  <Box component="span" sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center' }}>
                    <Icon sx={{ fontSize: '1rem' }} aria-hidden />
                    {word}
                  </Box>
                </TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{found}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  {mend ?? (status === 'ok' ? '' : `needed: ${needed}`)}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Box>
  );
}
