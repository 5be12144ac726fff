import { MenuItem, Stack, TextField } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { formatCount } from '#renderer/components/format.ts';
import type { GalleryTest } from '#shared/contract/predictions.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { useGallerySearch } from './use-gallery.ts';

/** Which of the run's tests is looked at; another one is a choice away. */
export function GallerySubtitle({ test: { evaluation, tests } }: { readonly test: GalleryTest }) {
  const router = useRouter();
  const { search } = useGallerySearch();
  const show = (evaluationId: EvaluationId) =>
    void router.navigate({
      to: '/predictions/$evaluationId',
      params: { evaluationId },
      search: { ...search, threshold: undefined, face: undefined },
    });
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
      <TextField
        select
        value={evaluation.id}
        onChange={({ target }) => show(Number(target.value) as EvaluationId)} // of the list
        slotProps={{ htmlInput: { 'aria-label': 'Test' } }}
        sx={{ minWidth: 200 }}
      >
        {tests.map(({ id, datasetName, splitName, status, imageCount, hasSameWeights }) => (
          <MenuItem key={id} value={id}>
            {[
              `Test ${id}: ${datasetName}`,
              splitName === 'valid' ? ', validation faces' : '',
              `, ${formatCount(imageCount)}`,
              status === 'finished' ? '' : `, ${status}`,
              hasSameWeights ? '' : ', other weights',
            ].join('')}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}
