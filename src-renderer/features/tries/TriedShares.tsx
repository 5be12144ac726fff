import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { formatPercent } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TriedParts } from '#shared/contract/tries.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';

/** How the map's mass falls on the parts of the face. */
export function TriedShares({ shares }: { readonly shares: NonNullable<TriedParts['shares']> }) {
  return (
    <Panel title="Regions" subtitle="shares of the heat map" isFlush>
      <Table aria-label="Shares of the heat map by region" sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell>Region</TableCell>
            <TableCell align="right">Share</TableCell>
            <TableCell align="right">of the area</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shares
            .toSorted((a, b) => b.share - a.share)
            .map(({ region, share, area }) => (
              <TableRow key={region}>
                <TableCell component="th" scope="row">
                  {FACE_REGION_TITLES[region]}
                </TableCell>
                <TableCell align="right">{formatPercent(share)}</TableCell>
                <TableCell align="right">{formatPercent(area)}</TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
