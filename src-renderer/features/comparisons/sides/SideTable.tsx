import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import type { ColumnActs } from './columns.ts';
import { RunHead } from './RunHead.tsx';
import type { Side } from './side.ts';

export type SideTableProps = {
  readonly label: string;
  /** Over the names of the rows. */
  readonly corner: string;
  readonly sides: readonly Side[];
  readonly acts: ColumnActs;
  /** Rows of `SideRow`. */
  readonly children: ReactNode;
};

const NAME_PX = 232;
const COLUMN_PX = 196;

/** Runs as columns under their heads, the baseline left; the names of the rows stay while it scrolls sideways. */
export function SideTable({ label, corner, sides, acts, children }: SideTableProps) {
  const [baseline] = sides;
  return (
    <Box
      sx={{ overflowX: 'auto', border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}
      tabIndex={0}
      role="region"
      aria-label={`${label}, scrolls sideways`}
    >
      <Table aria-label={label} size="small" sx={TABLE}>
        <TableHead>
          <TableRow>
            <TableCell className="name" sx={{ minWidth: NAME_PX, verticalAlign: 'bottom' }}>
              {corner}
            </TableCell>
            {baseline !== undefined &&
              sides.map((side, place) => (
                <TableCell key={side.id} scope="col" sx={{ minWidth: COLUMN_PX, verticalAlign: 'top' }}>
                  <RunHead {...{ side, baseline, place, acts }} count={sides.length} />
                </TableCell>
              ))}
          </TableRow>
        </TableHead>
        <TableBody>{children}</TableBody>
      </Table>
    </Box>
  );
}

const TABLE = {
  width: '100%',
  tableLayout: 'auto',
  '& .name': {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    bgcolor: 'background.paper',
    borderRight: 1,
    borderColor: 'divider',
  },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& td, & th': { py: 0.75, px: 1.5 },
  '& td': { verticalAlign: 'top', overflowWrap: 'anywhere' },
} as const;
