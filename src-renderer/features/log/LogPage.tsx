import ClearIcon from '@mui/icons-material/CloseOutlined';
import SearchIcon from '@mui/icons-material/SearchOutlined';
import {
  Box,
  Button,
  IconButton,
  InputAdornment,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { LogLines } from './LogLines.tsx';
import type { LogSearch } from './log-search.ts';
import { asText, matchingLines } from './matching-lines.ts';
import { useProgramLog } from './queries.ts';

const route = getRouteApi('/log');

/** What Facet itself did and what went wrong, newest first; runs have logs of their own. */
export function LogPage() {
  const search = route.useSearch();
  const { data: lines, error, refetch } = useProgramLog();
  const found = lines === undefined ? [] : matchingLines(lines, search);
  return (
    <Page
      title="Log"
      isFilled
      subtitle={lines === undefined ? '' : plural(found.length, 'line')}
      actions={<Controls search={search} onCopy={() => void copyText(asText(found), { what: 'these lines' })} />}
    >
      {error !== null && lines === undefined && (
        <Box sx={{ px: 3 }}>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </Box>
      )}
      {lines !== undefined && found.length === 0 && <Nothing isFiltered={lines.length > 0} />}
      {found.length > 0 && <LogLines lines={found} openCallId={search.text} />}
    </Page>
  );
}

function Controls({ search: { level, text }, onCopy }: { readonly search: LogSearch; readonly onCopy: () => void }) {
  const navigate = route.useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const change = (part: Partial<LogSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  useShortcut({ keys: 'f', description: 'Search the log', group: 'Log', run: () => field.current?.focus() });
  return (
    <Stack direction="row" spacing={1}>
      <ToggleButtonGroup
        exclusive
        value={level}
        aria-label="Which lines"
        onChange={(_event, next: LogSearch['level'] | null) => next !== null && change({ level: next })}
      >
        <ToggleButton value="all">All</ToggleButton>
        <ToggleButton value="warning">Warnings and errors</ToggleButton>
        <ToggleButton value="error">Errors</ToggleButton>
      </ToggleButtonGroup>
      <TextField
        value={text}
        placeholder="Text or call id"
        onChange={(event) => change({ text: event.target.value })}
        slotProps={{
          htmlInput: { 'aria-label': 'Search the log', ref: field },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" />
              </InputAdornment>
            ),
            endAdornment: text === '' ? null : <ClearButton onClick={() => change({ text: '' })} />,
          },
        }}
        sx={{ width: 220 }}
      />
      <Button variant="outlined" color="inherit" onClick={onCopy}>
        Copy
      </Button>
    </Stack>
  );
}

const ClearButton = ({ onClick }: { readonly onClick: () => void }) => (
  <InputAdornment position="end">
    <IconButton aria-label="Clear the search" onClick={onClick} edge="end">
      <ClearIcon sx={{ fontSize: '1rem' }} />
    </IconButton>
  </InputAdornment>
);

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const navigate = route.useNavigate();
  if (!isFiltered)
    return <EmptyState title="Nothing happened yet">What Facet does and what goes wrong stands here.</EmptyState>;
  return (
    <EmptyState
      title="No line fits"
      action={
        <Button variant="outlined" onClick={() => void navigate({ search: { level: 'all', text: '' }, replace: true })}>
          Show all lines
        </Button>
      }
    >
      There are lines, and the search and the level leave none of them.
    </EmptyState>
  );
}
