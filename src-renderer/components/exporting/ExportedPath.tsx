import { Alert, AlertTitle, Button } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';

/** Where an export lies. */
export const ExportedPath = ({ title, path }: { readonly title: string; readonly path: string }) => (
  <Alert
    severity="success"
    variant="outlined"
    action={
      <Button color="inherit" onClick={() => void copyText(path, { what: 'the path' })}>
        Copy path
      </Button>
    }
    sx={{ overflowWrap: 'anywhere' }}
  >
    <AlertTitle>{title}</AlertTitle>
    {path}
  </Alert>
);
