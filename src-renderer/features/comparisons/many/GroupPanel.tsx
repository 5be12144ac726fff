import {
  Box,
  MenuItem,
  Skeleton,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import { Chart } from '#renderer/components/chart/Chart.tsx';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatMetric, formatPercent, MISSING, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import { runLook } from '#renderer/components/run-look.ts';
import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { groupRuns, type RunGroup } from '#shared/domain/run-order.ts';
import { compareLink } from '../links.ts';
import { useManyEpochs } from '../queries.ts';
import { useCompareSearch } from '../sides/use-compare-search.ts';
import { bandOption } from './band-option.ts';
import { bandOf, type CurveName, epochsOfRuns, type Spread, spreadOfValues } from './groups.ts';

const CURVES: Readonly<Record<CurveName, { readonly title: string; readonly format: (value: number) => string }>> = {
  validLoss: { title: 'Valid loss', format: (value) => formatMetric(value) },
  validAccuracy: { title: 'Valid accuracy', format: (value) => formatPercent(value) },
  trainLoss: { title: 'Train loss', format: (value) => formatMetric(value) },
  trainAccuracy: { title: 'Train accuracy', format: (value) => formatPercent(value) },
};
const isCurve = (name: string | undefined): name is CurveName => name !== undefined && Object.hasOwn(CURVES, name);

const FIGURES = ['best.loss', 'best.accuracy', 'test.accuracy', 'test.auc', 'test.eer'];
const MOST_GROUPS = 28;
const HEIGHT_PX = 260;

export type GroupPanelProps = {
  readonly rows: readonly RunRow[];
  readonly field: RunField;
  readonly fields: readonly RunField[];
};

/** Runs with one value of a setting as a group: the mean of their curves in the band of all of them, and their figures. */
export function GroupPanel({ rows, field, fields }: GroupPanelProps) {
  const { search, change } = useCompareSearch();
  const colours = useChartColours();
  const epochs = useManyEpochs(rows.map(({ id }) => id));
  const curve: CurveName = isCurve(search.figure) ? search.figure : 'validLoss';
  const all = groupRuns(rows, field);
  const groups = all.slice(0, MOST_GROUPS);
  if (epochs.error !== null) return <ErrorNotice error={epochs.error} onRetry={() => void epochs.refetch()} />;
  if (epochs.data === undefined) return <Skeleton variant="rounded" height={HEIGHT_PX} />;
  const epochsOf = new Map(epochs.data.map(({ runId, epochs }) => [runId, epochs]));
  const bands = groups.map((group, place) => ({
    title: titleOf(field, group),
    look: runLook(place + 1),
    band: bandOf(epochsOfRuns(group.rows, epochsOf), curve),
  }));
  const figures = fields.filter(({ name }) => FIGURES.includes(name));
  return (
    <Panel
      title={`By ${field.title}`}
      subtitle={`Line: mean of the group. Band: from its lowest to its highest run.${all.length > MOST_GROUPS ? ` The first ${MOST_GROUPS} of ${plural(all.length, 'group')}.` : ''}`}
      actions={
        <TextField
          select
          label="Curve"
          value={curve}
          onChange={({ target }) => change({ figure: target.value })}
          sx={{ minWidth: 160, my: 0.5 }}
        >
          {Object.entries(CURVES).map(([name, { title }]) => (
            <MenuItem key={name} value={name}>
              {title}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      <Stack spacing={2}>
        <Chart
          option={bandOption({ groups: bands, format: CURVES[curve].format }, colours)}
          heightPx={HEIGHT_PX}
          label={`${CURVES[curve].title} by epoch, mean and band of ${plural(groups.length, 'group')}: ${bands.map(({ title }) => title).join(', ')}`}
        />
        <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Figures by group, scrolls sideways">
          <Table size="small" aria-label={`Figures by ${field.title}`}>
            <TableHead>
              <TableRow>
                <TableCell>{field.title}</TableCell>
                <TableCell align="right">Runs</TableCell>
                {figures.map(({ name, title }) => (
                  <TableCell key={name} align="right">
                    {title}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {groups.map((group, place) => (
                <TableRow key={group.key}>
                  <TableCell component="th" scope="row">
                    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
                      <RunSwatch look={runLook(place + 1)} />
                      {titleOf(field, group)}
                    </Stack>
                  </TableCell>
                  <TableCell align="right">
                    <PageLink
                      link={compareLink(group.rows.slice(0, MAX_COMPARED).map(({ id }) => id))}
                      title="Side by side"
                    >
                      {group.rows.length}
                    </PageLink>
                  </TableCell>
                  {figures.map((figure) => (
                    <TableCell key={figure.name} align="right">
                      <SpreadText
                        spread={spreadOfValues(group.rows.map((row) => figure.valueOf(row)))}
                        isFraction={figure.kind === 'fraction'}
                      />
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      </Stack>
    </Panel>
  );
}

const titleOf = (field: RunField, { value }: RunGroup): string =>
  `${field.title} ${value === null ? MISSING : typeof value === 'object' ? value.join(', ') : String(value)}`;

function SpreadText({ spread, isFraction }: { readonly spread: Spread | null; readonly isFraction: boolean }) {
  const format = (value: number) => (isFraction ? formatPercent(value) : formatMetric(value));
  if (spread === null) return MISSING;
  return (
    <>
      {format(spread.mean)}
      {spread.n > 1 && (
        <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {format(spread.low)} to {format(spread.high)}
        </Box>
      )}
    </>
  );
}
