import { Button, Stack, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';

export type TextFormProps = { readonly text: string; readonly onApply: (text: string | undefined) => void };

/** Part of the path. */
export function TextForm({ text: known, onApply }: TextFormProps) {
  const [text, setText] = useState(known);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(text === '' ? undefined : text);
  };
  return (
    <Stack component="form" spacing={1.5} onSubmit={submit} sx={{ p: 2 }}>
      <TextField
        autoFocus
        label="Part of the path"
        value={text}
        onChange={({ target }) => setText(target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <Button type="submit" variant="contained">
        Show these
      </Button>
    </Stack>
  );
}
