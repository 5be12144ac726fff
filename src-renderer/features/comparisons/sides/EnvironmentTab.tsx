import { Skeleton } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { JsonObject } from '#shared/domain/records.ts';
import { factRows } from '../flat.ts';
import { useRunDetails } from '../queries.ts';
import type { FactTabProps } from './ConfigurationTab.tsx';
import { FactTable } from './FactTable.tsx';
import { useCompareSearch } from './use-compare-search.ts';

/** On what each run was trained, and with which versions. */
export function EnvironmentTab({ sides, acts }: FactTabProps) {
  const { search, change } = useCompareSearch();
  const details = useRunDetails(sides.map(({ id }) => id));
  const failed = details.find(({ error }) => error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const facts = details.flatMap(({ data }) => (data === undefined ? [] : [environmentOf(data)]));
  if (facts.length < sides.length) return <Skeleton variant="rounded" height={320} />;
  return (
    <FactTable
      label="Environments"
      corner="Machine and versions"
      rows={factRows(facts)}
      showsAll={search.all === true}
      onShowsAll={(all) => change({ all: all ? true : undefined })}
      none="These runs were trained on the same machine with the same versions."
      {...{ sides, acts }}
    />
  );
}

const environmentOf = ({ device, environment, versions }: RunDetail): JsonObject => ({
  device: device ?? '',
  machine: environment,
  versions,
});
