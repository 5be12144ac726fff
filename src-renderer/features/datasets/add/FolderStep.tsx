import { Button, Stack, Typography } from '@mui/material';
import { useEffect, useEffectEvent } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useFolderTables, useTableOfFolder } from '../queries.ts';
import { Reading } from './Reading.tsx';

export type FolderStepProps = { readonly folder: string; readonly onTable: (csvPath: string) => void };

const MOST_TABLES = 12;

/** A folder becomes a table of its images; where it holds tables already, a person says which is meant. */
export function FolderStep({ folder, onTable }: FolderStepProps) {
  const tables = useFolderTables(folder);
  const make = useTableOfFolder();
  const makeTable = () => make.mutate({ folder }, { onSuccess: ({ csvPath }) => onTable(csvPath) });
  const isBare = tables.data?.length === 0;
  const onBare = useEffectEvent(makeTable);
  useEffect(() => {
    if (isBare) onBare();
  }, [isBare]);

  if (make.error !== null) return <ErrorNotice error={make.error} onRetry={makeTable} />;
  if (tables.error !== null) return <ErrorNotice error={tables.error} onRetry={() => void tables.refetch()} />;
  if (tables.isPending || isBare || make.isPending) return <Reading what="the folder" />;
  return (
    <Stack sx={{ maxWidth: 860 }}>
      <Panel title="This folder holds tables">
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>
          Is one of them meant, or the images themselves?
        </Typography>
        <Stack spacing={1} sx={{ alignItems: 'flex-start' }}>
          {tables.data.slice(0, MOST_TABLES).map(({ name, path }) => (
            <Button key={path} variant="outlined" color="inherit" onClick={() => onTable(path)}>
              {name}
            </Button>
          ))}
          <Button variant="outlined" color="inherit" onClick={makeTable}>
            All images of the folder
          </Button>
        </Stack>
      </Panel>
    </Stack>
  );
}
