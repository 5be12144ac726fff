import { Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { Panel } from '#renderer/components/Panel.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import { FactTable } from './FactTable.tsx';

/** On what the run was trained, and with which versions. */
export function EnvironmentTab({ run }: { readonly run: RunDetail }) {
  const [sought, setSought] = useState('');
  const wanted = sought.trim().toLowerCase();
  const fitting = (facts: Readonly<Record<string, unknown>>) =>
    Object.entries(facts)
      .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) }))
      .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
  const [environment, versions] = [fitting(run.environment), fitting(run.versions)];
  return (
    <Stack spacing={2} sx={{ maxWidth: 900 }}>
      <TextField
        value={sought}
        onChange={({ target }) => setSought(target.value)}
        placeholder="Find"
        slotProps={{ htmlInput: { 'aria-label': 'Find in the environment' } }}
        sx={{ maxWidth: 320 }}
      />
      {environment.length > 0 && (
        <Panel title="Machine" isFlush>
          <FactTable label="Machine" facts={environment} />
        </Panel>
      )}
      {versions.length > 0 && (
        <Panel title="Versions" isFlush>
          <FactTable label="Versions" facts={versions} />
        </Panel>
      )}
      {environment.length + versions.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Nothing has “{sought}” in it.
        </Typography>
      )}
    </Stack>
  );
}
