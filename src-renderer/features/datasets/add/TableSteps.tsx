import { Button, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { DataSource } from '#shared/contract/datasets.ts';
import { useInspection, usePathEntry } from '../queries.ts';
import { AddingStep } from './AddingStep.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FolderStep } from './FolderStep.tsx';
import { Reading } from './Reading.tsx';
import type { AddSearch, Go, Step } from './search.ts';

export type TableStepsProps = {
  readonly search: AddSearch;
  readonly step: Exclude<Step, 'source'>;
  readonly onGo: Go;
};

/** What comes once there is a path. */
export function TableSteps({ search, step, onGo }: TableStepsProps) {
  const entry = usePathEntry(search.path ?? null);
  if (entry.isPending) return <Reading what="the path" />;
  if (entry.error !== null) return <Refusal error={entry.error} onRetry={() => void entry.refetch()} onGo={onGo} />;
  if (entry.data.kind === 'folder')
    return <FolderStep folder={entry.data.path} onTable={(path) => onGo({ path }, { replace: true })} />;
  const source = { csvPath: entry.data.path, imagesFolder: search.images ?? null };
  return <InspectedSteps source={source} search={search} step={step} onGo={onGo} />;
}

/** What comes once the table has been looked at. */
function InspectedSteps({ source, search, step, onGo }: TableStepsProps & { readonly source: DataSource }) {
  const inspection = useInspection({ source, mapping: search.mapping ?? null });
  const { data, error } = inspection;
  if (error !== null && (data === undefined || inspection.isPlaceholderData))
    return <Refusal error={error} onRetry={() => void inspection.refetch()} onGo={onGo} />;
  if (data === undefined) return <Reading what="the table" />;
  if (step === 'columns')
    return <ColumnsStep inspection={data} isOld={inspection.isPlaceholderData} search={search} onGo={onGo} />;
  if (step === 'check') return <CheckStep inspection={data} search={search} onGo={onGo} />;
  return <AddingStep search={search} onGo={onGo} />;
}

type RefusalProps = { readonly error: Error; readonly onRetry: () => void; readonly onGo: Go };

function Refusal({ error, onRetry, onGo }: RefusalProps) {
  return (
    <Stack sx={{ maxWidth: 860, alignItems: 'flex-start' }}>
      <ErrorNotice error={error} onRetry={onRetry} />
      <Button variant="outlined" color="inherit" onClick={() => onGo({})}>
        Choose another source
      </Button>
    </Stack>
  );
}
