import { Button, Chip, Stack } from '@mui/material';
import { activeFilter, conditionNames, withoutCondition } from '#renderer/components/gallery-order.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';
import { conditionWords } from '../words.ts';

export type ConditionChipsProps = { readonly search: PageSearch; readonly change: ChangeSearch };

/** The filter's conditions: a click switches one off and keeps it, the cross takes it away. */
export function ConditionChips({ search, change }: ConditionChipsProps) {
  const { filter = {}, off = [] } = search;
  const names = conditionNames(filter);
  if (names.length === 0) return null;
  const hasSome = conditionNames(activeFilter(search)).length > 0;
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
      <Stack
        direction="row"
        component="ul"
        aria-label="Conditions"
        sx={{ flexWrap: 'wrap', gap: 0.75, m: 0, p: 0, listStyle: 'none' }}
      >
        {names.map((name) => {
          const isOff = off.includes(name);
          const words = conditionWords(filter, name);
          const others = off.filter((each) => each !== name);
          return (
            <li key={name}>
              <Chip
                label={isOff ? `off: ${words}` : words}
                variant={isOff ? 'outlined' : 'filled'}
                color={isOff ? 'default' : 'primary'}
                aria-pressed={!isOff}
                title={`${isOff ? 'Switch this condition on' : 'Switch this condition off, and keep it'}; the key Delete takes it away`}
                onClick={() => change({ off: isOff ? some(others) : [...off, name] })}
                onDelete={() => change({ filter: withoutCondition(filter, name), off: some(others) })}
                sx={{ maxWidth: 420, ...(isOff ? { textDecoration: 'line-through', opacity: 0.75 } : {}) }}
              />
            </li>
          );
        })}
      </Stack>
      {(hasSome || off.length > 0) && (
        <Button color="inherit" onClick={() => change({ filter: undefined, off: undefined })}>
          Clear
        </Button>
      )}
    </Stack>
  );
}

const some = (names: readonly string[]): string[] | undefined => (names.length === 0 ? undefined : [...names]);
