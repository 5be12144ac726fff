import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import { Box, IconButton } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';
import { MONOSPACE } from '#renderer/theme.ts';

/** A line for the terminal, to be copied. */
export function Command({ text }: { readonly text: string }) {
  return (
    <Box sx={{ my: 0.75, color: 'text.primary' }}>
      <Box component="code" sx={{ fontFamily: MONOSPACE, overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      <IconButton aria-label="Copy the command" onClick={() => void copyText(text, { what: 'the command' })}>
        <CopyIcon sx={{ fontSize: '0.875rem' }} />
      </IconButton>
    </Box>
  );
}
