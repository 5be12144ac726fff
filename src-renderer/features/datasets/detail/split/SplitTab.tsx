import { Box, Button, Stack, Typography } from '@mui/material';
import { useDeferredValue, useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetDetail, SplitPlan } from '#shared/contract/datasets.ts';
import { BalanceTable } from '../overview/BalanceTable.tsx';
import { useApplySplit, useSplitPreview } from '../queries.ts';
import { PlanForm } from './PlanForm.tsx';

/** Shares as most people take them; the seed as a configuration has it. */
const USUAL_PLAN: SplitPlan = { seed: 42, validShare: 0.15, testShare: 0.15, keepsGiven: true };

/** Divides a data set into train, valid and test: shown before it is done, done as a revision. */
export function SplitTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const [plan, setPlan] = useState<SplitPlan | null>(USUAL_PLAN);
  const shownPlan = useDeferredValue(plan);
  const preview = useSplitPreview(dataset.id, shownPlan);
  const apply = useApplySplit();
  const { train, valid, test } = totalsOf(dataset);
  return (
    <Stack spacing={2} sx={{ maxWidth: 1100 }}>
      <Panel title="As it is divided now">
        <BalanceTable balance={dataset.balance} />
        {train + valid + test === 0 && (
          <Box sx={{ mt: 1, typography: 'body2', color: 'text.secondary' }}>
            Nothing is divided yet: a training draws its validation faces by its own seed (random_split).
          </Box>
        )}
      </Panel>
      <Panel title="Divide anew">
        <Stack spacing={2}>
          <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 720 }}>
            Both classes get the same shares, faces of one group stay together, and the same seed always draws the same
            faces. The CSV stays as it is; Undo takes the division back.
          </Typography>
          <PlanForm plan={USUAL_PLAN} onChange={setPlan} />
          {preview.error !== null && <ErrorNotice error={preview.error} />}
          {preview.error === null && preview.data !== undefined && (
            <Box sx={{ opacity: preview.isPlaceholderData ? 0.5 : 1 }}>
              <BalanceTable balance={preview.data.balance} />
              <Box sx={{ mt: 1, typography: 'body2', color: 'text.secondary' }}>
                {groupWords(preview.data.groupCount)}
              </Box>
            </Box>
          )}
          <Box>
            <Button
              variant="contained"
              disabled={plan === null || preview.error !== null || apply.isPending}
              onClick={() => {
                if (plan !== null)
                  apply.mutate({ datasetId: dataset.id, plan }, { onError: (error) => raiseError(error) });
              }}
            >
              Divide like this
            </Button>
          </Box>
        </Stack>
      </Panel>
    </Stack>
  );
}

const groupWords = (count: number) =>
  count === 0 ? 'No groups: every face is dealt by itself.' : `${plural(count, 'group')}, each whole in one split.`;

function totalsOf({ balance: { real, fake } }: DatasetDetail) {
  return { train: real.train + fake.train, valid: real.valid + fake.valid, test: real.test + fake.test };
}
