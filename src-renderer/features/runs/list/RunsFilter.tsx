import RefreshIcon from '@mui/icons-material/Refresh';
import { Button, Stack } from '@mui/material';
import type { Ref } from 'react';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { FilterBox, type FilterBoxHandle } from './FilterBox.tsx';
import { FilterChips } from './FilterChips.tsx';
import { GroupMenu } from './GroupMenu.tsx';
import type { RunsView } from './use-runs-view.ts';

export type RunsFilterProps = { readonly view: RunsView; readonly ref: Ref<FilterBoxHandle> };

/** Fields of few values: a menu for each. */
const MENUS = ['status', 'network', 'data', 'tag'];
/** What runs can be grouped by: texts and settings; of measures nearly every value is another. */
const NO_GROUPS = new Set(['name', 'notes', 'id']);

/** Which runs the table shows, and how they are grouped. */
export function RunsFilter({ view, ref }: RunsFilterProps) {
  const { fields, here, expression, setFilter } = view;
  const groupable = fields.filter(
    ({ name, kind, isSetting }) =>
      !NO_GROUPS.has(name) && (isSetting || kind === 'text' || kind === 'texts' || name === 'seed'),
  );
  return (
    <Stack spacing={1} sx={{ px: 3, pb: 1.25 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
        <FilterBox
          ref={ref}
          expression={expression}
          errorOf={view.errorOf}
          onChange={setFilter}
          fields={fields}
          rows={here}
        />
        {MENUS.map((name) => {
          const field = fields.find((one) => one.name === name);
          return (
            field !== undefined && (
              <ChoiceMenu key={name} field={field} rows={here} expression={expression} onChange={setFilter} />
            )
          );
        })}
        <GroupMenu fields={groupable} groupBy={view.groupBy} onChange={view.setGroupBy} />
        {view.isOutdated && (
          <Button
            variant="outlined"
            startIcon={<RefreshIcon />}
            onClick={view.sortAgain}
            title="Figures have changed since the runs were sorted"
            sx={{ flexShrink: 0 }}
          >
            Sort again
          </Button>
        )}
      </Stack>
      <FilterChips expression={expression} onChange={setFilter} />
    </Stack>
  );
}
