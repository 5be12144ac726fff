import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { Fragment } from 'react';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGION_TITLES, FACE_REGIONS, type FaceRegion, type Point } from '#shared/domain/regions.ts';
import { facesLink } from '../gallery-link.ts';
import { RegionDrawing } from '../RegionDrawing.tsx';
import type { Measure } from '../search.ts';
import { formatPoints, formatTimesDifference, outcomeTitle } from '../words.ts';
import { LedgerFigure } from './LedgerFigure.tsx';
import { averageArea, averageShare, cellOf, differenceOf, figureOf, largestFigure } from './ledger-values.ts';
import type { ShownLedger } from './shown-ledger.ts';

export type LedgerTableProps = {
  /** One, or two side by side. */
  readonly ledgers: readonly ShownLedger[];
  readonly measure: Measure;
  /** Of the mean face. */
  readonly landmarks: readonly Point[];
};

/** A row a region, a column an outcome; with two tests three: either, and the second against the first. */
export function LedgerTable({ ledgers, measure, landmarks }: LedgerTableProps) {
  const largest = largestFigure(
    ledgers.map(({ ledger }) => ledger),
    measure,
  );
  const isDouble = ledgers.length === 2;
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Ledger, scrolls sideways">
      <Table aria-label="Region by outcome" sx={TABLE}>
        <TableHead>
          <TableRow>
            <TableCell rowSpan={isDouble ? 2 : 1} sx={STICKY}>
              Region
            </TableCell>
            {OUTCOMES.map((outcome) => (
              <TableCell
                key={outcome}
                align={isDouble ? 'center' : 'right'}
                colSpan={isDouble ? 3 : 1}
                sx={isDouble ? GROUP : {}}
              >
                {outcomeTitle(outcome)}
                {!isDouble && ledgers[0] !== undefined && <FacesLink shown={ledgers[0]} outcome={outcome} />}
              </TableCell>
            ))}
            {!isDouble && (
              <>
                <TableCell align="right">All faces</TableCell>
                <TableCell align="right">Area</TableCell>
              </>
            )}
          </TableRow>
          {isDouble && (
            <TableRow>
              {OUTCOMES.map((outcome) => (
                <Fragment key={outcome}>
                  {ledgers.map((shown, i) => (
                    <TableCell
                      key={shown.ledger.evaluationId}
                      align="right"
                      sx={{ ...(i === 0 ? GROUP : {}), maxWidth: 96 }}
                    >
                      <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }} title={shown.name}>
                        {shown.name}
                      </Box>
                      <FacesLink shown={shown} outcome={outcome} />
                    </TableCell>
                  ))}
                  <TableCell align="right" sx={{ verticalAlign: 'top' }}>
                    second − first
                  </TableCell>
                </Fragment>
              ))}
            </TableRow>
          )}
        </TableHead>
        <TableBody>
          {FACE_REGIONS.map((region) => (
            <TableRow key={region}>
              <TableCell component="th" scope="row" sx={STICKY}>
                <Stack direction="row" sx={{ gap: 1.25, alignItems: 'center', whiteSpace: 'nowrap' }}>
                  <RegionDrawing region={region} landmarks={landmarks} sizePx={36} />
                  {FACE_REGION_TITLES[region]}
                </Stack>
              </TableCell>
              {OUTCOMES.map((outcome) => (
                <Fragment key={outcome}>
                  {ledgers.map((shown, i) => (
                    <LedgerFigure
                      key={shown.ledger.evaluationId}
                      shown={shown}
                      region={region}
                      outcome={outcome}
                      measure={measure}
                      largest={largest}
                      isFirstOfGroup={isDouble && i === 0}
                    />
                  ))}
                  {isDouble && <DifferenceCell ledgers={ledgers} region={region} outcome={outcome} measure={measure} />}
                </Fragment>
              ))}
              {!isDouble && ledgers[0] !== undefined && <Wholes shown={ledgers[0]} region={region} />}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function FacesLink({ shown: { name, ledger }, outcome }: { readonly shown: ShownLedger; readonly outcome: Outcome }) {
  const n = ledger.cells.find((cell) => cell.outcome === outcome)?.n ?? 0;
  return (
    <Box sx={{ fontWeight: 400, whiteSpace: 'nowrap' }}>
      <PageLink
        link={facesLink(ledger, { outcome, region: null, threshold: ledger.threshold })}
        aria-label={`${outcomeTitle(outcome)}, ${name}: n = ${formatCount(n)}. Opens all faces of the outcome.`}
      >
        n = {formatCount(n)}
      </PageLink>
    </Box>
  );
}

type DifferenceCellProps = {
  readonly ledgers: readonly ShownLedger[];
  readonly region: FaceRegion;
  readonly outcome: Outcome;
  readonly measure: Measure;
};

/** Greyed where the two intervals meet: that may be chance. */
function DifferenceCell({ ledgers, region, outcome, measure }: DifferenceCellProps) {
  const [first = null, second = null] = ledgers.map(({ ledger }) =>
    figureOf(cellOf(ledger, region, outcome), { measure, ledger }),
  );
  const difference = differenceOf(first, second);
  const text =
    measure === 'per-area' ? formatTimesDifference(difference?.value ?? null) : formatPoints(difference?.value ?? null);
  return (
    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
      <Box sx={difference?.isClear === true ? { fontWeight: 620 } : { color: 'text.secondary' }}>{text}</Box>
      {difference?.isClear === false && (
        <Box component="small" sx={{ color: 'text.secondary' }}>
          may be chance
        </Box>
      )}
    </TableCell>
  );
}

function Wholes({ shown: { ledger }, region }: { readonly shown: ShownLedger; readonly region: FaceRegion }) {
  return (
    <>
      <TableCell align="right">{formatPercent(averageShare(ledger, region))}</TableCell>
      <TableCell align="right" sx={{ color: 'text.secondary' }}>
        {formatPercent(averageArea(ledger, region))}
      </TableCell>
    </>
  );
}

const STICKY = { position: 'sticky', left: 0, zIndex: 1, bgcolor: 'background.paper' } as const;
const GROUP = { borderLeft: 1, borderLeftColor: 'divider' } as const;
const TABLE = {
  '& td, & th': { px: 1.25, py: 0.5 },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& thead th': { verticalAlign: 'bottom' },
} as const;
