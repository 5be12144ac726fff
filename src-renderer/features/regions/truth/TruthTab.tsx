import { Box, Stack } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { standOf } from '../answers.ts';
import { NotMeasured } from '../NotMeasured.tsx';
import { usePointings } from '../queries.ts';
import type { Look } from '../use-looked-at.ts';
import { Waiting } from '../Waiting.tsx';
import { PointingTable } from './PointingTable.tsx';
import { PointingTerms } from './PointingTerms.tsx';

/** Where it is known which region was changed: whether the maps find it. */
export function TruthTab({ looks }: { readonly looks: readonly Look[] }) {
  const answers = usePointings(looks.map(({ measured }) => measured));
  const isKnown = answers.some(({ data }) => data != null);
  return (
    <Stack spacing={2}>
      <Waiting what="the ground truth" {...standOf(answers)} />
      {looks.map((look, i) => {
        const data = answers[i]?.data;
        if (look.offer === null || (look.measured !== null && data === undefined)) return null;
        if (look.measured === null)
          return <NotMeasured key={look.subject.test.id} look={look} what="The pointing game" />;
        const { method, layer } = look.measured;
        return data == null ? (
          <NothingPlanted key={look.subject.test.id} look={look} />
        ) : (
          <Panel
            key={look.subject.test.id}
            title={looks.length === 1 ? 'Pointing game' : `Pointing game: ${look.name}`}
            subtitle={`${CAM_METHOD_TITLES[method]} at ${layer}, fakes called fake`}
            isFlush
          >
            <PointingTable {...data} />
          </Panel>
        );
      })}
      {isKnown && <PointingTerms tolerancePx={answers.find(({ data }) => data != null)?.data?.tolerancePx ?? 15} />}
    </Stack>
  );
}

function NothingPlanted({ look: { name, subject } }: { readonly look: Look }) {
  return (
    <Box>
      <EmptyState title={`${name}: no fault is known`}>
        This needs fakes of which it is known what was changed. Synthetic faces bring it. For other data, add a column
        “region” to the CSV of {subject.test.datasetName} that names the manipulated part (eyes, nose, mouth, brows, jaw
        or skin, or a region as it is called here), and add the data again.
      </EmptyState>
    </Box>
  );
}
