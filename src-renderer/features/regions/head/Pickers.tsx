import SwapIcon from '@mui/icons-material/SwapHorizOutlined';
import { IconButton, MenuItem, Stack, TextField, Tooltip } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { CAM_METHOD_TITLES, CAM_METHODS, type CamMethod } from '#shared/domain/explanations.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { layersOf, type TestWithRun } from '../choice.ts';
import { type RegionsSearch, testsText } from '../search.ts';
import type { Look } from '../use-looked-at.ts';
import { TestPicker } from './TestPicker.tsx';
import { ThresholdField } from './ThresholdField.tsx';

const route = getRouteApi('/regions');

export type PickersProps = {
  readonly tests: readonly TestWithRun[];
  /** One or two. */
  readonly looks: readonly Look[];
};

/** Everything that is chosen stands in the address. */
export function Pickers({ tests, looks }: PickersProps) {
  const { method = 'grad-cam', threshold } = route.useSearch();
  const navigate = route.useNavigate();
  const firstField = useRef<HTMLInputElement>(null);
  const change = (next: RegionsSearch) =>
    void navigate({ search: (search) => ({ ...search, ...next }), replace: true });
  const [first, second] = looks;
  const choose = (ids: readonly (EvaluationId | undefined)[]) =>
    change({ tests: testsText([...new Set(ids.filter((id) => id !== undefined))]) });
  const swap = () => choose([second?.subject.test.id, first?.subject.test.id]);
  useShortcut({
    keys: 't',
    description: 'Choose the test whose maps are looked at',
    group: 'Regions',
    run: () => firstField.current?.focus(),
  });
  useShortcut({
    keys: 'x',
    description: 'Swap the two tests',
    group: 'Regions',
    run: swap,
    isEnabled: second !== undefined,
  });
  if (first === undefined) return null;
  const layers = first.offer === null ? [] : layersOf(first.offer);
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start', pt: 0.5 }}>
      <TestPicker
        label="Test"
        tests={tests}
        chosen={first.subject}
        inputRef={firstField}
        onChange={(id) => id !== null && choose([id, second?.subject.test.id])}
      />
      {second !== undefined && (
        <Tooltip title="Swap the two tests">
          <IconButton aria-label="Swap the two tests" onClick={swap} sx={{ mt: 0.25 }}>
            <SwapIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      <TestPicker
        label="Beside it"
        tests={tests.filter(({ test }) => test.id !== first.subject.test.id)}
        chosen={second?.subject ?? null}
        onChange={(id) => choose([first.subject.test.id, id ?? undefined])}
      />
      <TextField
        select
        label="Method"
        value={method}
        onChange={({ target }) => change({ method: target.value as CamMethod })} // of the list below
        sx={{ width: 128 }}
      >
        {CAM_METHODS.map((each) => (
          <MenuItem key={each} value={each}>
            {CAM_METHOD_TITLES[each]}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label="Layer"
        slotProps={{ inputLabel: { shrink: true } }}
        value={layers.length === 0 ? '' : (first.maps?.layer.layer ?? '')}
        disabled={layers.length === 0}
        onChange={({ target }) => change({ layer: target.value })}
        sx={{ width: 160 }}
      >
        {layers.map(({ layer, columns, rows, isDefault }) => (
          <MenuItem key={layer} value={layer}>
            {layer}, {columns} × {rows}
            {isDefault && ' (last)'}
          </MenuItem>
        ))}
      </TextField>
      <ThresholdField
        key={threshold ?? 'own'}
        threshold={threshold ?? null}
        own={first.subject.test.threshold}
        onChange={(next) => change({ threshold: next ?? undefined })}
      />
    </Stack>
  );
}
