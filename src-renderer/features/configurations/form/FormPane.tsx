import SearchIcon from '@mui/icons-material/SearchOutlined';
import {
  Alert,
  Box,
  Button,
  FormControlLabel,
  InputAdornment,
  Stack,
  Switch,
  TextField,
  Typography,
} from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { plural } from '#renderer/components/format.ts';
import type { Preflight } from '#shared/contract/configurations.ts';
import type { DocumentSnapshot } from '../editor/configuration-document.ts';
import type { KeyEdits } from '../editor/use-configuration.ts';
import type { SoughtKey } from '../use-going.ts';
import { FieldRow } from './FieldRow.tsx';
import { fieldStates, type ShownGroup, shownGroups, sizeOf } from './field-state.ts';
import { NetworkPicker } from './NetworkPicker.tsx';

export type FormPaneProps = {
  readonly snapshot: DocumentSnapshot;
  readonly edits: KeyEdits;
  readonly showsAll: boolean;
  readonly onShowAll: (showsAll: boolean) => void;
  /** For the estimates beside the networks; undefined while it is not known. */
  readonly preflight: Preflight | undefined;
  /** Null while the configuration is wrong. */
  readonly onMeasure: ((network: string) => void) | null;
  /** A key to show and focus. */
  readonly sought: SoughtKey | null;
  readonly onGoToLine: (line: number) => void;
};

/** The configuration as a form: what most experiments change, and all of it on demand. */
export function FormPane(props: FormPaneProps) {
  const { snapshot, showsAll, onShowAll, sought, onGoToLine } = props;
  const [search, setSearch] = useState('');
  const [answered, setAnswered] = useState(sought);
  if (sought !== answered) {
    setAnswered(sought);
    setSearch(''); // it may hide what is sought
  }
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => focusField(root.current, sought), [sought]);
  const groups = shownGroups(fieldStates(snapshot), { showsAll, search, alsoShown: sought?.path ?? null });
  const hiddenCount = groups.reduce((sum, group) => sum + group.hiddenCount, 0);
  return (
    <Stack sx={{ height: '100%', minHeight: 0 }}>
      <Stack
        direction="row"
        spacing={2}
        sx={{ px: 2, py: 1, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}
      >
        <TextField
          fullWidth
          placeholder="Find a setting"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          slotProps={{
            htmlInput: { 'aria-label': 'Find a setting', type: 'search' },
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" />
                </InputAdornment>
              ),
            },
          }}
        />
        <FormControlLabel
          sx={{ flexShrink: 0, mr: 0 }}
          control={<Switch checked={showsAll} onChange={(_, checked) => onShowAll(checked)} />}
          label="All settings"
        />
      </Stack>
      <Box ref={root} sx={{ flexGrow: 1, minHeight: 0, overflow: 'auto', px: 2, pb: 3 }}>
        <Unreadable snapshot={snapshot} onGoToLine={onGoToLine} />
        {groups
          .filter(({ fields }) => fields.length > 0)
          .map((group) => (
            <Group key={group.id} group={group} {...props} />
          ))}
        {search !== '' && groups.every(({ fields }) => fields.length === 0) && (
          <Typography variant="body2" role="status" sx={{ py: 4, textAlign: 'center', color: 'text.secondary' }}>
            No setting has "{search}" in its title, key or description.
          </Typography>
        )}
        {search === '' && !showsAll && hiddenCount > 0 && (
          <Button color="inherit" onClick={() => onShowAll(true)} sx={{ mt: 2 }}>
            Show {plural(hiddenCount, 'more setting')}
          </Button>
        )}
      </Box>
    </Stack>
  );
}

function focusField(root: HTMLElement | null, sought: SoughtKey | null): void {
  if (sought === null) return;
  const row = root?.querySelector(`[data-field="${CSS.escape(sought.path)}"]`);
  const control = row?.querySelector<HTMLElement>('input:not([disabled]), textarea:not([disabled]), [role="combobox"]');
  row?.scrollIntoView({ block: 'nearest' });
  control?.focus({ preventScroll: true });
}

function Unreadable({ snapshot: { check }, onGoToLine }: Pick<FormPaneProps, 'snapshot' | 'onGoToLine'>) {
  const [first] = check.problems;
  if (check.isReadable || first === undefined) return null;
  const line = first.place?.start.line;
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={{ mt: 2 }}
      action={line !== undefined && <Button onClick={() => onGoToLine(line)}>Go to line {line}</Button>}
    >
      The text cannot be read{line === undefined ? '' : ` at line ${line}`}: {first.text} Until then the form shows how
      it was.
    </Alert>
  );
}

type GroupProps = FormPaneProps & { readonly group: ShownGroup };

function Group({ group, snapshot, edits, preflight, onMeasure }: GroupProps) {
  return (
    <Box component="section" aria-labelledby={`group-${group.id}`} sx={{ pt: 2.5 }}>
      <Typography id={`group-${group.id}`} variant="h3" component="h2" sx={{ pb: 0.5 }}>
        {group.title}
      </Typography>
      {group.fields.map((state) =>
        state.field.path === 'network' ? (
          <NetworkPicker
            key="network"
            state={state}
            size={sizeOf(snapshot)}
            edits={edits}
            preflight={preflight}
            onMeasure={onMeasure}
          />
        ) : (
          <FieldRow key={state.field.path} state={state} edits={edits} />
        ),
      )}
    </Box>
  );
}
