import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Stack, Tooltip } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { plural } from '#renderer/components/format.ts';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { FaceChange } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import { useRevise } from '../queries.ts';
import { PinButton } from './PinButton.tsx';

export type SelectionBarProps = {
  readonly datasetId: DatasetId;
  readonly imageIds: ReadonlySet<ImageId>;
  /** Faces that the filter lets through. */
  readonly total: number;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
};

const ACTIONS: readonly { readonly change: FaceChange; readonly title: string; readonly keys: string | null }[] = [
  { change: { kind: 'relabel', label: REAL }, title: 'Call real', keys: 'r' },
  { change: { kind: 'relabel', label: FAKE }, title: 'Call fake', keys: 'k' },
  { change: { kind: 'exclude' }, title: 'Exclude', keys: 'e' },
  { change: { kind: 'include' }, title: 'Include again', keys: 'i' },
];

/** What can be done to the chosen faces; each is one revision, and Undo takes it back. */
export function SelectionBar({ datasetId, imageIds, total, onChooseAll, onClear }: SelectionBarProps) {
  const revise = useRevise();
  const target = plural(imageIds.size, 'face');
  const act = (change: FaceChange) =>
    revise.mutate(
      { datasetId, selection: { imageIds: [...imageIds] }, change },
      { onSuccess: onClear, onError: (error) => raiseError(error) },
    );
  return (
    <Stack
      direction="row"
      role="toolbar"
      aria-label={`${target} selected`}
      sx={{
        px: 1.5,
        py: 0.5,
        gap: 1,
        alignItems: 'center',
        flexWrap: 'wrap',
        bgcolor: 'action.selected',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Tooltip title="Select none (Esc)">
        <IconButton aria-label="Select none" onClick={onClear}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Box aria-live="polite" sx={{ typography: 'body2', fontWeight: 560, mr: 1 }}>
        {target} selected
      </Box>
      {ACTIONS.map(({ change, title, keys }) => (
        <ActionButton
          key={title}
          title={title}
          description={`${title}: ${target}`}
          keys={keys}
          change={change}
          isDisabled={revise.isPending}
          onAct={act}
        />
      ))}
      <PinButton imageIds={imageIds} />
      <Box sx={{ flexGrow: 1 }} />
      {imageIds.size < total && (
        <Button color="inherit" onClick={onChooseAll}>
          Select all {plural(total, 'face')}
        </Button>
      )}
    </Stack>
  );
}

type ActionButtonProps = {
  readonly title: string;
  readonly description: string;
  readonly keys: string | null;
  readonly change: FaceChange;
  readonly isDisabled: boolean;
  readonly onAct: (change: FaceChange) => void;
};

function ActionButton({ title, description, keys, change, isDisabled, onAct }: ActionButtonProps) {
  useShortcut({ keys, description, group: 'Faces', isEnabled: !isDisabled, run: () => onAct(change) });
  return (
    <Button
      variant="outlined"
      color="inherit"
      disabled={isDisabled}
      onClick={() => onAct(change)}
      aria-label={description}
      startIcon={change.kind === 'relabel' ? <ClassMark label={change.label} hasWord={false} /> : undefined}
    >
      {title}
    </Button>
  );
}
