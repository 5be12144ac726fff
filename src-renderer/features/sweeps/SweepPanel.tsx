import { Box, Button, Link, Stack, Typography } from '@mui/material';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { SweepSummary } from '#shared/contract/sweeps.ts';
import { differingSettings } from '#shared/sweep/differing.ts';
import { objectiveName, valueText } from '#shared/sweep/words.ts';
import { Command } from './Command.tsx';
import { compareLink, runsLink } from './links.ts';
import { countsText, progressOf, remainingText, settingText } from './said.ts';
import { TrialTable } from './TrialTable.tsx';

/** One sweep: where it stands, its best trial, and all of them. */
export function SweepPanel({ sweep }: { readonly sweep: SweepSummary }) {
  const { name, file, trials, stopsEarly } = sweep;
  const progress = progressOf(sweep);
  const remaining = remainingText(sweep, progress);
  const compare = compareLink(sweep);
  return (
    <Panel
      title={name}
      isFlush
      subtitle={[countsText(sweep), remaining].filter((text) => text !== '').join('; ')}
      actions={
        <>
          {compare !== null && (
            <Button component={PageLink} link={compare} color="inherit">
              Compare
            </Button>
          )}
          <Button component={PageLink} link={runsLink(name)} color="inherit" sx={{ mr: -1 }}>
            Runs
          </Button>
        </>
      }
    >
      <Stack sx={{ px: 2, pb: 1.5, gap: 0.25, typography: 'body2' }}>
        <Best sweep={sweep} />
        <Box sx={{ color: 'text.secondary' }}>
          {file}
          {stopsEarly ? ' · gives hopeless trials up by the median rule' : ' · trains each trial to its own end'}
        </Box>
        {progress === 'still' && (
          <Box sx={{ pt: 0.5 }}>
            Nothing of it waits in the queue. To go on with what is left, close Facet here and run:
            <Command text={`npx facet sweep ${file}`} />
          </Box>
        )}
        {progress === 'cluster' && (
          <Box sx={{ pt: 0.5 }}>
            Trials were handed to a cluster. What they do there is seen by:
            <Command text={`npx facet sweep status ${file}`} />
          </Box>
        )}
      </Stack>
      <TrialTable name={name} trials={trials} objective={sweep.objective} bestTrial={sweep.bestTrial} />
    </Panel>
  );
}

function Best({ sweep: { trials, bestTrial, objective } }: { readonly sweep: SweepSummary }) {
  const best = trials.find(({ number }) => number === bestTrial);
  if (best === undefined)
    return <Typography variant="body2">No epoch is done yet; the best is by {objectiveName(objective)}.</Typography>;
  const settings = differingSettings(trials.map((trial) => trial.settings))
    .filter((key) => key in best.settings)
    .map((key) => `${key} ${settingText(best.settings[key])}`);
  return (
    <Typography variant="body2">
      Best {objectiveName(objective)} {valueText(best.best, objective)}:{' '}
      {best.run === null ? (
        `trial ${best.number}`
      ) : (
        <Link component={PageLink} link={`/runs/${best.run.id}`} underline="always">
          {best.run.name}
        </Link>
      )}
      {settings.length > 0 && `, ${settings.join(', ')}`}
    </Typography>
  );
}
