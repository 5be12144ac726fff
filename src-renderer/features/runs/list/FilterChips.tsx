import { Chip, Stack } from '@mui/material';
import { clausesOf, withClauseToggled, withoutClause } from '#shared/filter/clauses.ts';

export type FilterChipsProps = {
  readonly expression: string;
  readonly onChange: (expression: string) => void;
};

/** The filter's parts: a click switches one off and keeps it, the cross takes it away. */
export function FilterChips({ expression, onChange }: FilterChipsProps) {
  const clauses = clausesOf(expression);
  if (clauses.length === 0) return null;
  return (
    <Stack
      direction="row"
      component="ul"
      aria-label="Parts of the filter"
      sx={{ flexWrap: 'wrap', gap: 0.75, m: 0, p: 0, listStyle: 'none' }}
    >
      {clauses.map(({ from, text, isOff }, place) => (
        <li key={from}>
          <Chip
            label={isOff ? `off: ${text}` : text}
            variant={isOff ? 'outlined' : 'filled'}
            color={isOff ? 'default' : 'primary'}
            aria-pressed={!isOff}
            title={isOff ? 'Switch this part on' : 'Switch this part off, and keep it'}
            onClick={() => onChange(withClauseToggled(expression, place))}
            onDelete={() => onChange(withoutClause(expression, place))}
            sx={{ maxWidth: 420, ...(isOff ? { textDecoration: 'line-through', opacity: 0.75 } : {}) }}
          />
        </li>
      ))}
    </Stack>
  );
}
