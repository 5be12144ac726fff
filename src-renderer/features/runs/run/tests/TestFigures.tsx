import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatMetric,
  formatPercent,
} from '#renderer/components/format.ts';
import { galleryLink, mistakesLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestMetrics } from '#shared/contract/evaluations.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { intervalText } from './interval-text.ts';
import { metricsOf } from './metrics-of.ts';
import { ScoreCharts } from './ScoreCharts.tsx';

export type TestFiguresProps = { readonly test: EvaluationSummary; readonly runName: string };

/** One test: its figures with how sure they are, the confusion matrix, and the curves over all thresholds. */
export function TestFigures({ test, runName }: TestFiguresProps) {
  const metrics = metricsOf(test);
  return (
    <Stack spacing={2}>
      <Panel
        title={`Test on ${test.datasetName}${test.splitName === 'valid' ? ', validation faces' : ''}`}
        subtitle={formatDateTime(test.createdAtMs)}
        actions={<ToFaces test={test} />}
      >
        {metrics === null ? <Unfinished test={test} /> : <Figures metrics={metrics} />}
        <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {test.checkpointFile}, {formatDuration(test.durationMs)} on {test.device}. A face is called fake where its
          score is at least {test.threshold}.
        </Typography>
      </Panel>
      {metrics !== null && (
        <>
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              alignItems: 'start',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
            }}
          >
            <ConfusionMatrix evaluationId={test.id} metrics={metrics} />
            <ClassTable metrics={metrics} positiveClass={test.positiveClass} />
          </Box>
          <ScoreCharts test={test} runName={runName} />
        </>
      )}
    </Stack>
  );
}

/** From figures to the faces behind them. */
function ToFaces({ test }: { readonly test: EvaluationSummary }) {
  if (test.imageCount === 0) return null;
  return (
    <>
      <Button color="inherit" component={PageLink} link={mistakesLink(test.id)}>
        Most confident mistakes
      </Button>
      <Button color="inherit" component={PageLink} link={galleryLink(test.id)}>
        All faces
      </Button>
      <Button color="inherit" component={PageLink} link={`/regions?tests=${test.id}`}>
        Regions
      </Button>
    </>
  );
}

function Unfinished({ test }: { readonly test: EvaluationSummary }) {
  const isRunning = test.status === 'running';
  return (
    <Alert severity={isRunning ? 'info' : 'warning'} variant="outlined" sx={{ mb: 1 }}>
      {isRunning
        ? 'It goes on: figures come when every face is scored.'
        : `It was ${test.status} after ${formatCount(test.imageCount)} faces: their scores are kept, and there are no figures.`}
    </Alert>
  );
}

function Figures({ metrics }: { readonly metrics: TestMetrics }) {
  const { accuracy, n, auc, equalErrorRate, loss } = metrics;
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 3.5, rowGap: 1.5, mb: 1.5 }}>
      <Figure
        name="Accuracy"
        value={formatPercent(accuracy)}
        about={`95 % interval ${intervalText(accuracy, n)}, n = ${formatCount(n)}`}
      />
      <Figure name="AUC" value={formatMetric(auc)} about="the same for either positive class" />
      <Figure
        name="Equal error rate"
        value={formatPercent(equalErrorRate?.rate)}
        about={
          equalErrorRate === null ? 'a class is missing' : `at a threshold of ${formatMetric(equalErrorRate.threshold)}`
        }
      />
      <Figure name="Loss" value={formatMetric(loss)} about="mean cross entropy" />
    </Stack>
  );
}

function Figure({ name, value, about }: { readonly name: string; readonly value: string; readonly about: string }) {
  return (
    <Box>
      <Typography variant="overline" component="div" sx={{ color: 'text.secondary' }}>
        {name}
      </Typography>
      <Typography variant="h1" component="div">
        {value}
      </Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {about}
      </Typography>
    </Box>
  );
}
