import { Box, List, ListItemButton, Stack, TextField, Typography } from '@mui/material';
import { useDeferredValue, useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { VERDICT_TITLES, type Verdict } from '#shared/contract/predictions.ts';
import { type FacetQuestion, useFacet } from '../queries.ts';

export type FacetListProps = {
  readonly question: Omit<FacetQuestion, 'contains'>;
  readonly title: string;
  readonly onChoose: (value: string) => void;
};

/** A condition's values, each with how many faces it would show under the other conditions. */
export function FacetList({ question, title, onChoose }: FacetListProps) {
  const [text, setText] = useState('');
  const contains = useDeferredValue(text);
  const { data, error, refetch } = useFacet({ ...question, contains });
  return (
    <Stack>
      <TextField
        autoFocus
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder={`Find a value of ${title}`}
        slotProps={{ htmlInput: { 'aria-label': `Find a value of ${title}`, maxLength: 200 } }}
        sx={{ m: 1.5, mb: 0.5 }}
      />
      {error !== null && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.values.length === 0 && (
        <Typography variant="body2" sx={{ px: 2, py: 1.5, color: 'text.secondary' }}>
          {text === '' ? 'No face that is shown has one.' : 'No value has that in it.'}
        </Typography>
      )}
      <List component="div" role="group" dense aria-label={title}>
        {data?.values.map(({ value, count }) => (
          <ListItemButton key={value} onClick={() => onChoose(value)} sx={{ typography: 'body2', gap: 1 }}>
            <Box component="span" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>
              {wordsOf(question.facet, value)}
            </Box>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {formatCount(count)}
            </Box>
          </ListItemButton>
        ))}
      </List>
      {data?.isCut === true && (
        <Typography variant="caption" sx={{ px: 2, pb: 1.5, color: 'text.secondary' }}>
          The most frequent {formatCount(data.values.length)} are shown: type to find others.
        </Typography>
      )}
    </Stack>
  );
}

function wordsOf(facet: FacetQuestion['facet'], value: string): string {
  if (facet === 'verdict') return value === 'none' ? 'no verdict' : VERDICT_TITLES[value as Verdict]; // the table's own
  if (facet === 'split' && value === 'none') return 'none given';
  return value === '' ? '(empty)' : value;
}
