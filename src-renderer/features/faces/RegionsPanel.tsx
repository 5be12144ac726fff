import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { formatPercent } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestedFace } from '#shared/contract/faces.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';
import type { FaceMap } from './use-face-map.ts';
import type { Looks } from './use-looks.ts';

export type RegionsPanelProps = { readonly face: TestedFace; readonly map: FaceMap; readonly looks: Looks };

/** How the map's mass falls on the parts of this face. */
export function RegionsPanel({ map, looks }: RegionsPanelProps) {
  if (map.kind !== 'there') return null;
  if (map.shares === null)
    return map.max === 0 ? null : (
      <Panel title="Regions">
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          The parts of this face are not known, so the map cannot be shared out over them.
        </Typography>
      </Panel>
    );
  const shares = map.shares.toSorted((a, b) => b.share - a.share);
  return (
    <Panel title="Regions" subtitle={`shares of ${CAM_METHOD_TITLES[looks.method]} at ${looks.layer}`} isFlush>
      <Table aria-label="Shares of the heat map by region" sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell>Region</TableCell>
            <TableCell align="right">Share</TableCell>
            <TableCell align="right">of the area</TableCell>
            <TableCell align="right" title="1 = no more than its size">
              per area
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shares.map(({ region, share, area }) => (
            <TableRow key={region}>
              <TableCell component="th" scope="row">
                {FACE_REGION_TITLES[region]}
              </TableCell>
              <TableCell align="right">{formatPercent(share)}</TableCell>
              <TableCell align="right">{formatPercent(area)}</TableCell>
              <TableCell align="right">{area === 0 ? '–' : `${(share / area).toFixed(2)} ×`}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
