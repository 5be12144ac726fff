import { MenuItem, Skeleton, Stack, TextField, Typography } from '@mui/material';
import { Chart } from '#renderer/components/chart/Chart.tsx';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, plural } from '#renderer/components/format.ts';
import { useNowMs } from '#renderer/components/minute.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { RunRow } from '#shared/contract/runs.ts';
import { RUN_TEXT_FIELDS, runFieldsOf } from '#shared/domain/run-fields.ts';
import { compileFilter } from '#shared/filter/compile.ts';
import { useCommonSettings } from '../queries.ts';
import type { Side } from '../sides/side.ts';
import { useCompareSearch } from '../sides/use-compare-search.ts';
import { GroupPanel } from './GroupPanel.tsx';
import { axesOf, groupableFields } from './groups.ts';
import { parallelOption } from './parallel-option.ts';

export type ManyTabProps = { readonly rows: readonly RunRow[]; readonly sides: readonly Side[] };

const HEIGHT_PX = 340;
const MOST_DRAWN = 1_000;
const NO_GROUPS = 'none';

/** All runs, or those that fit a filter: how settings and figures go together, and groups with mean and band. */
export function ManyTab({ rows, sides }: ManyTabProps) {
  const { search, change } = useCompareSearch();
  const common = useCommonSettings();
  const nowMs = useNowMs();
  const colours = useChartColours();
  if (common.error !== null) return <ErrorNotice error={common.error} onRetry={() => void common.refetch()} />;
  if (common.data === undefined) return <Skeleton variant="rounded" height={HEIGHT_PX} />;
  const active = rows.filter(({ place }) => place === 'active');
  const fields = runFieldsOf(rows, common.data);
  const expression = search.filter ?? '';
  const filter = compileFilter(expression, { fields, textFields: RUN_TEXT_FIELDS, nowMs });
  const all = filter.kind === 'error' ? active : active.filter(filter.matches);
  const fitting = all.slice(0, MOST_DRAWN);
  const axes = axesOf(fitting, fields);
  const groupable = groupableFields(fitting, fields);
  const groupBy = groupable.find(({ name }) => name === search.group) ?? null;
  const looks = new Map(sides.map(({ id, look }) => [id, look]));
  return (
    <Stack spacing={2}>
      <Stack direction="row" sx={{ gap: 2, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <TextField
          label="Filter"
          placeholder="network = resnet18 and lr < 1e-3"
          value={expression}
          error={filter.kind === 'error'}
          helperText={filter.kind === 'error' ? filter.message : 'As on the page of runs'}
          onChange={({ target }) => change({ filter: target.value === '' ? undefined : target.value })}
          sx={{ minWidth: 360 }}
        />
        <TextField
          select
          label="Group by"
          value={groupBy?.name ?? NO_GROUPS}
          onChange={({ target }) => change({ group: target.value === NO_GROUPS ? undefined : target.value })}
          sx={{ minWidth: 220 }}
        >
          <MenuItem value={NO_GROUPS}>No groups</MenuItem>
          {groupable.map(({ name, title }) => (
            <MenuItem key={name} value={name}>
              {title}
            </MenuItem>
          ))}
        </TextField>
        <Typography variant="body2" role="status" sx={{ color: 'text.secondary', pt: 1 }}>
          {plural(all.length, 'run')} of {active.length}
          {all.length > MOST_DRAWN && `; the newest ${formatCount(MOST_DRAWN)} are drawn`}
        </Typography>
      </Stack>
      {fitting.length < 2 || axes.length < 2 ? (
        <EmptyState title={fitting.length < 2 ? 'Too few runs fit' : 'These runs do not differ'}>
          Settings and figures go together where several runs differ in them.
        </EmptyState>
      ) : (
        <Panel
          title="Settings and figures"
          subtitle={`${plural(axes.length, 'axis', 'axes')}; drag along an axis, or filter, to single out runs; click it to see all again. Up is better.`}
        >
          <Chart
            option={parallelOption({ rows: fitting, axes, looks }, colours)}
            heightPx={HEIGHT_PX}
            label={`Parallel coordinates of ${plural(fitting.length, 'run')} over ${axes.map(({ title }) => title).join(', ')}`}
          />
        </Panel>
      )}
      {groupBy !== null && <GroupPanel rows={fitting} field={groupBy} fields={fields} />}
    </Stack>
  );
}
