import AddIcon from '@mui/icons-material/AddOutlined';
import DataIcon from '@mui/icons-material/PhotoLibraryOutlined';
import { Box, Button } from '@mui/material';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { EMPTY_SELECTION, pruned } from '#renderer/components/table/selection.ts';
import { DropArea } from './drop/DropArea.tsx';
import { DatasetTable } from './list/DatasetTable.tsx';
import { RemoveButton } from './list/RemoveButton.tsx';
import { RenameButton } from './list/RenameButton.tsx';
import { useDatasets } from './queries.ts';

const route = getRouteApi('/datasets');

/** The data sets of the workspace. A drop anywhere on it begins a new one. */
export function DatasetsPage() {
  const { data: datasets, error, refetch } = useDatasets();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState(EMPTY_SELECTION);
  const isEmpty = datasets?.length === 0;
  const selection = pruned(chosen, new Set(datasets?.map(({ id }) => String(id))));
  const selected = datasets?.filter(({ id }) => selection.selected.has(String(id))) ?? [];
  const only = selected.length === 1 ? selected[0] : undefined;
  return (
    <DropArea onPath={(path) => void navigate({ to: '/datasets/add', search: { path } })}>
      <Page
        title="Data"
        isFilled={datasets !== undefined && !isEmpty}
        subtitle={datasets === undefined || isEmpty ? undefined : plural(datasets.length, 'data set')}
        actions={
          isEmpty ? undefined : (
            <>
              <RenameButton key={only?.id} dataset={only ?? null} />
              <RemoveButton ids={selected.map(({ id }) => id)} />
              <AddButton />
            </>
          )
        }
      >
        {error !== null && datasets === undefined && (
          <Box sx={{ maxWidth: 860 }}>
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          </Box>
        )}
        {isEmpty && (
          <EmptyState title="No data yet" icon={<DataIcon />} action={<AddButton />}>
            A data set is a CSV that says of each image whether it is real or fake, or a folder of images. Drop one
            here, or choose it. Images stay where they lie and are never changed.
          </EmptyState>
        )}
        {datasets !== undefined && !isEmpty && (
          <DatasetTable datasets={datasets} selection={selection} onSelectionChange={setChosen} />
        )}
      </Page>
    </DropArea>
  );
}

function AddButton() {
  return (
    <Button component={Link} to="/datasets/add" variant="contained" startIcon={<AddIcon />}>
      Add data
    </Button>
  );
}
