import { Box, Stack, Typography } from '@mui/material';
import { MONOSPACE } from '#renderer/theme.ts';
import { expectation } from '#shared/config/wording.ts';
import type { FieldState } from './field-state.ts';
import { valueInWords } from './value-in-words.ts';

/** All that is known of a key: what it means, what it takes, its default and where that comes from. */
export function FieldHelp({ state: { field, fallback } }: { readonly state: FieldState }) {
  const { path, description, unit, source } = field;
  return (
    <Stack spacing={0.75} sx={{ py: 0.5 }}>
      <Typography variant="body2">{description}</Typography>
      <Typography variant="caption">
        Takes {expectation(field)}
        {unit === null ? '' : ` (${unit})`}.
      </Typography>
      <Typography variant="caption">
        {fallback === undefined ? 'Has to be given.' : `Default: ${valueInWords(fallback)}.`} {source}
      </Typography>
      <Box component="span" sx={{ fontFamily: MONOSPACE, typography: 'caption' }}>
        {path}
      </Box>
    </Stack>
  );
}
