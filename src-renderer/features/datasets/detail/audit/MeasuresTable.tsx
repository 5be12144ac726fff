import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatBytes, formatCount, formatMetric, MISSING } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { AMBER_AUC, type ShortcutMeasure } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { AmberMark } from './AmberMark.tsx';

export type MeasuresTableProps = { readonly measures: readonly ShortcutMeasure[]; readonly imageCount: number };

/** Below it, an AUC above the amber line is often chance. */
const FEW_FACES = 200;

/** Each number about files by itself: its mean for both classes, and how well it tells them apart. */
export function MeasuresTable({ measures, imageCount }: MeasuresTableProps) {
  return (
    <Panel title="One by one" isFlush>
      <Table aria-label="Numbers about files against the label">
        <TableHead>
          <TableRow>
            <TableCell>Number</TableCell>
            <TableCell align="right">
              Mean of <ClassMark label={REAL} />
            </TableCell>
            <TableCell align="right">
              Mean of <ClassMark label={FAKE} />
            </TableCell>
            <TableCell align="right">AUC</TableCell>
            <TableCell sx={{ width: '26%' }}>0.5 to 1</TableCell>
            <TableCell>Finding</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {measures.map((measure) => (
            <TableRow key={measure.name}>
              <TableCell component="th" scope="row">
                {measure.name}
              </TableCell>
              <TableCell align="right">{formatMeasure(measure.realMean, measure.unit)}</TableCell>
              <TableCell align="right">{formatMeasure(measure.fakeMean, measure.unit)}</TableCell>
              <TableCell align="right">{formatMetric(measure.auc, 2)}</TableCell>
              <TableCell>{measure.auc !== null && <AucBar auc={measure.auc} isAmber={measure.isAmber} />}</TableCell>
              <TableCell>
                <AmberMark
                  isAmber={measure.isAmber}
                  word="tells them apart"
                  otherwise={measure.auc === null ? 'not known' : 'fine'}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Box sx={{ px: 2, py: 1, typography: 'caption', color: 'text.secondary' }}>
        AUC in the better direction: 0.5 = this number says nothing about the class, 1 = it alone tells every face.
        Amber above {AMBER_AUC}.{imageCount < FEW_FACES && ' With so few faces, chance alone can reach it.'}
      </Box>
    </Panel>
  );
}

/** The number beside it says the same. */
function AucBar({ auc, isAmber }: { readonly auc: number; readonly isAmber: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{ position: 'relative', height: 8, borderRadius: 1, bgcolor: 'action.hover', overflow: 'hidden' }}
    >
      <Box
        sx={{
          height: '100%',
          width: `${200 * (auc - 0.5)}%`,
          bgcolor: isAmber ? 'warning.main' : 'text.secondary',
        }}
      />
      <Box
        sx={{
          position: 'absolute',
          top: 0,
          bottom: 0,
          left: `${200 * (AMBER_AUC - 0.5)}%`,
          width: '1px',
          bgcolor: 'text.primary',
        }}
      />
    </Box>
  );
}

function formatMeasure(value: number | null, unit: string | null): string {
  if (value === null) return MISSING;
  if (unit === 'B') return formatBytes(value);
  if (unit === 'px') return `${formatCount(value)} px`;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return `${value.toFixed(digits)}${unit === null ? '' : ` ${unit}`}`;
}
