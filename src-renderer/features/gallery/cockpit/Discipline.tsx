import { Alert, Button, Stack } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { plural } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { FrozenPoint, GalleryTest, Operating, ThresholdRule } from '#shared/contract/predictions.ts';
import { type Costs, useFreeze, useRunningTests, useUnfreeze, useValidate } from '../queries.ts';
import { RULE_TITLES, thresholdText } from '../words.ts';
import type { Threshold } from './use-threshold.ts';

export type DisciplineProps = {
  readonly test: GalleryTest;
  readonly threshold: Threshold;
  readonly operating: Operating;
  readonly costs: Costs;
};

/** On what the threshold was chosen, when, and whether it is being tuned on the very faces that it is then judged by. */
export function Discipline(props: DisciplineProps) {
  return props.test.isValidation ? <OnValidation {...props} /> : <OnTest {...props} />;
}

function OnValidation({ test, threshold, operating, costs }: DisciplineProps) {
  const freeze = useFreeze();
  const unfreeze = useUnfreeze();
  const { evaluation, frozen } = test;
  const evaluationId = evaluation.id;
  const isFrozenHere = frozen !== null && frozen.threshold === threshold.current;
  const rule = ruleAt(operating, threshold, costs);
  return (
    <Stack spacing={1}>
      <Alert severity={frozen === null ? 'info' : 'success'} variant="outlined">
        These are validation faces: a threshold is chosen here, frozen, and then applied wherever these weights are
        tested. {frozen !== null && <FrozenWords frozen={frozen} />}
        {evaluation.status !== 'finished' && ' It can be frozen when the test is finished.'}
      </Alert>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button
          variant="contained"
          disabled={isFrozenHere || freeze.isPending || evaluation.status !== 'finished'}
          onClick={() =>
            freeze.mutate({ evaluationId, threshold: threshold.current, rule }, { onSuccess: () => threshold.reset() })
          }
        >
          {isFrozenHere ? 'Frozen' : `Freeze ${thresholdText(threshold.current)}`}
        </Button>
        {frozen !== null && (
          <Button color="inherit" disabled={unfreeze.isPending} onClick={() => unfreeze.mutate({ evaluationId })}>
            Release
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

function OnTest({ test, threshold }: DisciplineProps) {
  const { frozen, validation, evaluation } = test;
  const isTuned = !threshold.isOwn && threshold.current !== test.threshold;
  return (
    <Stack spacing={1}>
      {isTuned && (
        <Alert
          severity="warning"
          variant="outlined"
          action={
            <Button color="inherit" onClick={threshold.reset}>
              Back to {thresholdText(test.threshold)}
            </Button>
          }
        >
          This threshold is tuned on the test itself: its figures look better than new faces would make them.
        </Alert>
      )}
      {!isTuned && frozen !== null && (
        <Alert severity="success" variant="outlined">
          <FrozenWords frozen={frozen} /> Here it is applied to the test.
        </Alert>
      )}
      {frozen === null && (
        <Alert severity="info" variant="outlined">
          {validation === null
            ? 'No threshold was chosen for these weights, and nothing was validated with them yet.'
            : 'No threshold was chosen for these weights yet: choose one on their validation faces.'}{' '}
          Until then {thresholdText(evaluation.threshold)} holds.
        </Alert>
      )}
      <ToValidation test={test} />
    </Stack>
  );
}

function ToValidation({ test: { validation, run, evaluation } }: { readonly test: GalleryTest }) {
  const validate = useValidate();
  const running = useRunningTests(run?.id ?? null);
  if (validation !== null)
    return (
      <Button
        component={PageLink}
        link={`/predictions/${validation}`}
        variant="outlined"
        color="inherit"
        sx={{ alignSelf: 'flex-start' }}
      >
        Choose it on the validation faces
      </Button>
    );
  if (run === null) return null;
  if (running.length > 0) return running.map((job) => <JobProgress key={job.id} job={job} />);
  return (
    <Button
      variant="contained"
      disabled={validate.isPending}
      sx={{ alignSelf: 'flex-start' }}
      onClick={() =>
        validate.mutate({
          runId: run.id,
          checkpoint: checkpointOf(evaluation.checkpointFile),
          csvPath: null,
          hasHeatmaps: false,
          allowBad: false,
        })
      }
    >
      Score the validation faces
    </Button>
  );
}

/** The file of an epoch's weights carries its number; null = the best one. */
function checkpointOf(file: string): string | null {
  const epoch = /(\d{4,})\.safetensors$/.exec(file)?.[1];
  return epoch === undefined ? null : String(Number(epoch));
}

function FrozenWords({ frozen }: { readonly frozen: FrozenPoint }) {
  const { threshold, rule, datasetName, imageCount, frozenAtMs } = frozen;
  return (
    <>
      {thresholdText(threshold)} was chosen on {plural(imageCount, 'validation face')} of {datasetName} (
      {asPartOfASentence(RULE_TITLES[rule.kind])}) and frozen <Ago atMs={frozenAtMs} />.
    </>
  );
}

const asPartOfASentence = (title: string) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

/** The preset that stands there, or none; of several, the one that was clicked. */
function ruleAt({ presets }: Operating, { current, rule }: Threshold, costs: Costs): ThresholdRule {
  const here = presets.filter(({ point }) => point?.threshold === current).map((preset) => preset.rule);
  const found = here.find(({ kind }) => kind === rule) ?? here[0];
  if (found === undefined) return { kind: 'by-hand' };
  return found.kind === 'cost' ? { ...found, ...costs } : found;
}
