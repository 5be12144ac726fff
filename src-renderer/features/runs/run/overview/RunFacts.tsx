import { Link } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { formatCount, formatDuration, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import { FactTable } from '../FactTable.tsx';

/** What the run was made of. Whatever has a page is a link to it. */
export function RunFacts({ run }: { readonly run: RunDetail }) {
  return (
    <FactTable
      label="The run"
      facts={[
        { name: 'Network', value: run.network },
        { name: 'Data', value: <Data run={run} /> },
        {
          name: 'Faces',
          value: `${formatCount(run.trainCount)} to train on, ${formatCount(run.validCount)} to validate on`,
        },
        { name: 'Split', value: run.splitSeed === null ? 'as the CSV says' : `at random, seed ${run.splitSeed}` },
        { name: 'Seed', value: run.seed },
        { name: 'Epochs', value: `${run.lastEpoch ?? 0} of ${run.plannedEpochs}` },
        { name: 'Time in epochs', value: formatDuration(run.durationMs) },
        { name: 'Device', value: run.device ?? MISSING },
        { name: 'Started', value: <Ago atMs={run.startedAtMs} /> },
        { name: 'Ended', value: <Ago atMs={run.endedAtMs} /> },
        { name: 'Began with', value: <Parent run={run} /> },
        ...(run.children.length === 0 ? [] : [{ name: 'Weights used by', value: <Children run={run} /> }]),
        { name: 'Configuration', value: run.configFile ?? MISSING },
        { name: 'Id', value: run.id },
        { name: 'Folder', value: run.folder },
      ]}
    />
  );
}

function Data({ run: { datasetId, datasetName, datasetRevision } }: { readonly run: RunDetail }) {
  return (
    <>
      <Link component={PageLink} link={`/datasets/${datasetId}`}>
        {datasetName}
      </Link>
      {datasetRevision > 0 && `, revision ${datasetRevision}`}
    </>
  );
}

function Parent({ run: { parentRunId, parentName, parentCheckpoint } }: { readonly run: RunDetail }) {
  if (parentRunId !== null && parentName !== null)
    return (
      <>
        weights of{' '}
        <Link component={PageLink} link={`/runs/${parentRunId}`}>
          {parentName}
        </Link>
      </>
    );
  return parentCheckpoint === null ? 'initial weights' : `the weights ${parentCheckpoint}`;
}

function Children({ run: { children } }: { readonly run: RunDetail }) {
  return children.map(({ id, name }, i) => (
    <span key={id}>
      {i > 0 && ', '}
      <Link component={PageLink} link={`/runs/${id}`}>
        {name}
      </Link>
    </span>
  ));
}
