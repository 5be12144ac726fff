import { MenuItem, TextField } from '@mui/material';
import type { RunRow } from '#shared/contract/runs.ts';
import { NETWORK_FACTS, type NetworkFacts } from '#shared/domain/networks.ts';
import type { RunId } from '#shared/domain/records.ts';

export type RunChoiceProps = {
  readonly runs: readonly RunRow[];
  readonly runId: RunId;
  readonly onChange: (runId: RunId) => void;
};

/** Whose best weights are asked. */
export function RunChoice({ runs, runId, onChange }: RunChoiceProps) {
  return (
    <TextField
      select
      label="Network"
      value={runId}
      onChange={(event) => onChange(event.target.value as RunId)} // one of the options
      sx={{ minWidth: 240 }}
    >
      {runs.map(({ id, name, network, bestEpoch, status }) => (
        <MenuItem key={id} value={id}>
          {`${name}, ${titleOf(network)}, best epoch ${bestEpoch}${status === 'running' ? ', trains now' : ''}`}
        </MenuItem>
      ))}
    </TextField>
  );
}

const titleOf = (network: string): string =>
  (NETWORK_FACTS as Readonly<Record<string, NetworkFacts>>)[network]?.title ?? network;
