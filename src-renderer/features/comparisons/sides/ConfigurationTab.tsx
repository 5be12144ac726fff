import { Skeleton } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { configurationRows } from '../flat.ts';
import { useRunDetails } from '../queries.ts';
import type { ColumnActs } from './columns.ts';
import { FactTable } from './FactTable.tsx';
import type { Side } from './side.ts';
import { useCompareSearch } from './use-compare-search.ts';

export type FactTabProps = { readonly sides: readonly Side[]; readonly acts: ColumnActs };

/** With which settings each run was trained. */
export function ConfigurationTab({ sides, acts }: FactTabProps) {
  const { search, change } = useCompareSearch();
  const details = useRunDetails(sides.map(({ id }) => id));
  const failed = details.find(({ error }) => error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const configs = details.flatMap(({ data }) => (data === undefined ? [] : [data.config]));
  if (configs.length < sides.length) return <Skeleton variant="rounded" height={320} />;
  return (
    <FactTable
      label="Configurations"
      corner="Setting"
      rows={configurationRows(configs)}
      showsAll={search.all === true}
      onShowsAll={(all) => change({ all: all ? true : undefined })}
      none="The settings of these runs are the same."
      {...{ sides, acts }}
    />
  );
}
