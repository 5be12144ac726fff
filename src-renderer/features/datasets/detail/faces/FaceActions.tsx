import { Button, Stack } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import type { FaceChange, FaceDetail } from '#shared/contract/datasets.ts';
import { className, FAKE, REAL } from '#shared/domain/labels.ts';
import { useRevise } from '../queries.ts';

/** What can be done to this one face; each is a revision, and Undo takes it back. */
export function FaceActions({
  face,
}: {
  readonly face: Pick<FaceDetail, 'id' | 'datasetId' | 'label' | 'isExcluded'>;
}) {
  const revise = useRevise();
  const other = face.label === REAL ? FAKE : REAL;
  const act = (change: FaceChange) =>
    revise.mutate(
      { datasetId: face.datasetId, selection: { imageIds: [face.id] }, change },
      { onError: (error) => raiseError(error) },
    );
  return (
    <Stack direction="row" spacing={1}>
      <Button
        variant="outlined"
        color="inherit"
        disabled={revise.isPending}
        startIcon={<ClassMark label={other} hasWord={false} />}
        onClick={() => act({ kind: 'relabel', label: other })}
      >
        Call {className(other)}
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        disabled={revise.isPending}
        onClick={() => act({ kind: face.isExcluded ? 'include' : 'exclude' })}
      >
        {face.isExcluded ? 'Include again' : 'Exclude'}
      </Button>
    </Stack>
  );
}
