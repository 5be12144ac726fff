import { Button, Stack, Typography } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ColumnMapping, Inspection } from '#shared/contract/datasets.ts';
import { useDryRun } from '../queries.ts';
import { ColumnSelects } from './ColumnSelects.tsx';
import { FilesFound } from './FilesFound.tsx';
import { LabelPanel } from './LabelPanel.tsx';
import { missingFrom, NO_MAPPING } from './mapping.ts';
import type { AddSearch, Go } from './search.ts';

export type ColumnsStepProps = {
  readonly inspection: Inspection;
  /** It shows the mapping before the last change. */
  readonly isOld: boolean;
  readonly search: AddSearch;
  readonly onGo: Go;
};

/** What the columns mean, and faces to see it by. */
export function ColumnsStep({ inspection, isOld, search, onGo }: ColumnsStepProps) {
  const { columns, source } = inspection;
  const mapping = search.mapping ?? inspection.mapping ?? NO_MAPPING;
  const check = useDryRun();
  const change = (next: ColumnMapping) => onGo({ ...search, mapping: next }, { replace: true });
  const missing = missingFrom(mapping, columns);
  const start = () =>
    check.mutate({ source, mapping }, { onSuccess: ({ jobId }) => onGo({ ...search, mapping, check: jobId }) });
  return (
    <Stack spacing={2} sx={{ maxWidth: 1320 }}>
      <Summary inspection={inspection} />
      <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ alignItems: { md: 'flex-start' } }}>
        <Stack spacing={2} sx={{ flex: '0 0 auto', width: { md: 380 } }}>
          <Panel title="What the columns mean">
            <ColumnSelects columns={columns} mapping={mapping} onChange={change} />
          </Panel>
          <FilesFound
            inspection={inspection}
            onFolder={(images) => onGo({ ...search, images: images ?? undefined }, { replace: true })}
          />
        </Stack>
        <Stack sx={{ flex: '1 1 0', minWidth: 0 }}>
          <LabelPanel inspection={inspection} isOld={isOld} mapping={mapping} onChange={change} />
        </Stack>
      </Stack>
      {check.error !== null && <ErrorNotice error={check.error} onRetry={start} />}
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center', justifyContent: 'flex-end' }}>
        <Typography variant="body2" role="status" sx={{ color: 'text.secondary' }}>
          {missing ?? 'Next, every image is decoded once.'}
        </Typography>
        <Button variant="contained" disabled={missing !== null || isOld || check.isPending} onClick={start}>
          Check the images
        </Button>
      </Stack>
    </Stack>
  );
}

function Summary({ inspection: { source, rowCount, sampleCount, columns } }: { readonly inspection: Inspection }) {
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {source.csvPath}: {plural(rowCount, 'row')}, {plural(columns.length, 'column')}.
      {sampleCount < rowCount && ` ${formatCount(sampleCount)} rows from all over it were looked at.`}
    </Typography>
  );
}
