import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { useStore } from 'zustand';
import { confirmStore } from './confirm-store.ts';

/** Shows what `confirm` asks. Enter does the harmless thing where the other is dangerous. */
export function ConfirmDialog() {
  const asked = useStore(confirmStore, (state) => state.asked);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked); // stays readable while it fades
  const shown = asked ?? last;
  if (shown === null) return null;
  const { title, text, action, isDangerous = false, refusal = 'Cancel' } = shown.question;
  return (
    <Dialog
      open={asked !== null}
      onClose={() => shown.answer(false)}
      role="alertdialog"
      maxWidth="xs"
      fullWidth
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
    >
      <DialogTitle id="confirm-title">{title}</DialogTitle>
      <DialogContent>
        <DialogContentText id="confirm-text" variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" autoFocus={isDangerous} onClick={() => shown.answer(false)}>
          {refusal}
        </Button>
        <Button
          variant="contained"
          color={isDangerous ? 'error' : 'primary'}
          autoFocus={!isDangerous}
          onClick={() => shown.answer(true)}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
