import CompareIcon from '@mui/icons-material/CompareArrowsOutlined';
import { Skeleton, Stack } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import type { FlipKey } from '#shared/contract/comparisons.ts';
import { useFlips } from '../queries.ts';
import { FlipView } from './FlipView.tsx';
import { TestPickers } from './TestPickers.tsx';
import { useFlipSearch } from './use-flip-search.ts';

/** On which faces two tests differ. */
export function FlipPage() {
  const { search } = useFlipSearch();
  const { first, second, firstThreshold = null, secondThreshold = null } = search;
  if (first === undefined || second === undefined)
    return (
      <Page title="Faces on which two runs differ">
        <EmptyState title="Choose two tests" icon={<CompareIcon />} action={<TestPickers />}>
          Their faces fall into four piles: both right, only one of them, both wrong.
        </EmptyState>
      </Page>
    );
  return <Known flipKey={{ first, second, firstThreshold, secondThreshold }} />;
}

function Known({ flipKey }: { readonly flipKey: FlipKey }) {
  const { data, error, refetch } = useFlips(flipKey);
  if (data !== undefined) return <FlipView summary={data} flipKey={flipKey} />;
  return (
    <Page title="Faces on which two runs differ">
      {error === null ? (
        <Stack spacing={1} role="status" aria-label="Sorting the faces into piles">
          <Skeleton variant="rounded" height={90} />
          <Skeleton variant="rounded" height={320} />
        </Stack>
      ) : (
        <>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
          <TestPickers />
        </>
      )}
    </Page>
  );
}
