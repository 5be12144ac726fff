import { Button, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { confirm } from '#renderer/components/confirm/confirm-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { CANCEL_MEANS, END_MEANS, STOP_MEANS } from './phases.ts';
import { useCancel, useEnd, useStop } from './queries.ts';

export type TrainingControlsProps = {
  readonly name: string;
  /** False while its images are checked: nothing has been trained yet. */
  readonly hasRun: boolean;
  readonly isStopping: boolean;
  readonly isSilent: boolean;
};

/** The ways to end a training, each with what it does. */
export function TrainingControls({ name, hasRun, isStopping, isSilent }: TrainingControlsProps) {
  const stop = useStop();
  const end = useEnd();
  const cancel = useCancel();
  const askAndCancel = async () => {
    const isAgreed = await confirm({
      title: `Cancel ${name}?`,
      text: 'It ends at once, and its files are deleted: the weights of all its epochs, those from before a stop too. Its curves stay, under a run that is called cancelled. This cannot be undone.\n\nTo keep what it has learned, stop it instead.',
      action: 'Cancel the training',
      refusal: 'Go on training',
      isDangerous: true,
    });
    if (isAgreed) cancel.mutate(undefined);
  };
  useShortcut({
    keys: null,
    description: 'Stop the training and keep everything',
    group: 'Training',
    run: () => stop.mutate(undefined),
    isEnabled: !isStopping,
  });
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Way meaning={hasRun ? STOP_MEANS : 'Nothing has been trained yet. It leaves the queue; undo brings it back.'}>
        <Button
          variant="contained"
          fullWidth
          disabled={isStopping || stop.isPending}
          onClick={() => stop.mutate(undefined)}
        >
          {isStopping ? 'Stopping' : 'Stop'}
        </Button>
      </Way>
      {hasRun && (isStopping || isSilent) && (
        <Way meaning={END_MEANS}>
          <Button variant="outlined" fullWidth disabled={end.isPending} onClick={() => end.mutate(undefined)}>
            End now
          </Button>
        </Way>
      )}
      {hasRun && (
        <Way meaning={CANCEL_MEANS}>
          <Button
            variant="outlined"
            color="error"
            fullWidth
            disabled={cancel.isPending}
            onClick={() => void askAndCancel()}
          >
            Cancel
          </Button>
        </Way>
      )}
    </Stack>
  );
}

type WayProps = { readonly meaning: string; readonly children: ReactNode };

function Way({ meaning, children }: WayProps) {
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
      <Stack sx={{ width: 92, flexShrink: 0 }}>{children}</Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {meaning}
      </Typography>
    </Stack>
  );
}
