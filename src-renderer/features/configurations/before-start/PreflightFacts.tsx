import {
  Box,
  LinearProgress,
  Link,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Tooltip,
  Typography,
} from '@mui/material';
import type { ReactNode } from 'react';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatBytes, formatCount, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Preflight } from '#shared/contract/configurations.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { MeasureButton } from '../MeasureButton.tsx';
import { SpeedText } from '../SpeedText.tsx';
import { PinnedFaces } from './PinnedFaces.tsx';

export type PreflightFactsProps = {
  readonly preflight: Preflight;
  /** Null while the configuration is wrong. */
  readonly onMeasure: (() => void) | null;
};

/** Faces, device, time, disk and memory. */
export function PreflightFacts({ preflight, onMeasure }: PreflightFactsProps) {
  const { split, device, estimate, disk, memory } = preflight;
  return (
    <Stack component="dl" spacing={1.5} sx={{ m: 0 }}>
      {split !== null && (
        <Fact name="Faces">
          <SplitTable split={split} />
        </Fact>
      )}
      <Fact name="Watched">
        <PinnedFaces />
      </Fact>
      <Fact name="Device">
        {device.isAvailable ? device.willBe : `${device.asked} is asked for; here is ${device.willBe}`}
      </Fact>
      <Fact name="Time">
        <SpeedText estimate={estimate} />
        {estimate !== null && <Basis>{estimate.basis}</Basis>}
        <Box sx={{ ml: -0.75 }}>
          <MeasureButton onMeasure={onMeasure} isAgain={estimate?.isExact === true} />
        </Box>
      </Fact>
      <Fact name="Disk">
        <Need need={disk} label="Disk that the run needs" />
      </Fact>
      <Fact name="Memory">
        <Need need={memory} label="Memory that the engine needs" basis={memory.basis} />
      </Fact>
    </Stack>
  );
}

/** How a number is known. */
function Basis({ children }: { readonly children: string }) {
  return (
    <Typography variant="caption" component="span" sx={{ color: 'text.secondary' }}>
      {' '}
      ({children})
    </Typography>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '72px minmax(0, 1fr)', columnGap: 1.5, typography: 'body2' }}>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {name}
      </Box>
      <Box component="dd" sx={{ m: 0 }}>
        {children}
      </Box>
    </Box>
  );
}

function SplitTable({ split }: { readonly split: NonNullable<Preflight['split']> }) {
  const { train, valid, groupCount, revision, datasetId, datasetName } = split;
  return (
    <>
      <Table aria-label="Faces of the split" sx={{ width: 'auto', '& td, & th': { px: 1, py: 0.25 } }}>
        <TableHead>
          <TableRow>
            <TableCell>split</TableCell>
            <TableCell align="right">
              <ClassMark label={REAL} />
            </TableCell>
            <TableCell align="right">
              <ClassMark label={FAKE} />
            </TableCell>
            <TableCell align="right">all</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {(
            [
              ['train', train],
              ['validate', valid],
            ] as const
          ).map(([name, { real, fake }]) => (
            <TableRow key={name}>
              <TableCell component="th" scope="row">
                {name}
              </TableCell>
              {[real, fake, real + fake].map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns that stay
                <TableCell key={index} align="right">
                  {formatCount(count)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>
        of{' '}
        <Link component={PageLink} link={`/datasets/${datasetId}`}>
          {datasetName}
        </Link>
        {revision > 0 && `, revision ${revision}`}
        {groupCount > 0 && `, ${plural(groupCount, 'group')} kept together`}
      </Typography>
    </>
  );
}

type NeedProps = { readonly need: Preflight['disk']; readonly label: string; readonly basis?: string };

/** How much of what is free: a bar, the numbers, and what they are made up of on hover. */
function Need({ need: { neededBytes, freeBytes, isEnough, parts }, label, basis }: NeedProps) {
  const share = freeBytes === 0 ? 100 : Math.min(100, (100 * neededBytes) / freeBytes);
  return (
    <Tooltip
      placement="bottom-start"
      title={
        <Stack>
          {parts.map(({ name, bytes }) => (
            <span key={name}>
              {name}: {formatBytes(bytes)}
            </span>
          ))}
        </Stack>
      }
    >
      <Box>
        {formatBytes(neededBytes)} of {formatBytes(freeBytes)} free{isEnough ? '' : ': not enough'}
        {basis !== undefined && <Basis>{basis}</Basis>}
        <LinearProgress
          variant="determinate"
          value={share}
          color={isEnough ? 'primary' : 'error'}
          aria-label={label}
          sx={{ mt: 0.5, borderRadius: 1 }}
        />
      </Box>
    </Tooltip>
  );
}
