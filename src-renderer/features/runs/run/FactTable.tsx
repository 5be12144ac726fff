import { Table, TableBody, TableCell, TableRow } from '@mui/material';
import type { ReactNode } from 'react';

export type FactTableProps = {
  readonly label: string;
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
};

/** Names and what they are, a line each. */
export function FactTable({ label, facts }: FactTableProps) {
  return (
    <Table aria-label={label} sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableBody>
        {facts.map(({ name, value }) => (
          <TableRow key={name}>
            <TableCell
              component="th"
              scope="row"
              sx={{ width: 150, color: 'text.secondary', fontWeight: 450, verticalAlign: 'top' }}
            >
              {name}
            </TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{value}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
