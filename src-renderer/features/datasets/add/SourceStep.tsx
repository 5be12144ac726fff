import UploadIcon from '@mui/icons-material/FileDownloadOutlined';
import { Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import { Panel } from '#renderer/components/Panel.tsx';

export type SourceStepProps = { readonly onPath: (path: string) => void };

/** Drop, browse or type. */
export function SourceStep({ onPath }: SourceStepProps) {
  const [typed, setTyped] = useState('');
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <Stack spacing={2} sx={{ maxWidth: 860, pt: 2 }}>
      <Stack
        sx={{
          alignItems: 'center',
          gap: 1.5,
          py: 5,
          px: 3,
          textAlign: 'center',
          border: 1,
          borderStyle: 'dashed',
          borderColor: 'text.secondary',
          borderRadius: 1,
          bgcolor: 'background.paper',
        }}
      >
        <UploadIcon aria-hidden sx={{ color: 'text.secondary', fontSize: '2.25rem' }} />
        <Typography variant="h2">Drop a CSV or a folder of faces here</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 520, textWrap: 'pretty' }}>
          The CSV names one image in each row and says whether it is real or fake; a folder tells it by the names of its
          folders. Images are read where they lie and never changed.
        </Typography>
        <Button variant="contained" onClick={() => setBrowsing(true)}>
          Browse
        </Button>
      </Stack>
      <Panel title="Or give its path">
        <Stack
          component="form"
          direction="row"
          spacing={1}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') onPath(typed.trim());
          }}
        >
          <TextField
            fullWidth
            label="Path of a CSV or folder"
            placeholder="~/faces/train.csv"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
          />
          <Button type="submit" variant="outlined" color="inherit" disabled={typed.trim() === ''}>
            Continue
          </Button>
        </Stack>
      </Panel>
      <Box component="details" sx={{ typography: 'body2', color: 'text.secondary' }}>
        <Box component="summary" sx={{ cursor: 'pointer' }}>
          What a CSV looks like
        </Box>
        <Box
          component="pre"
          sx={{ mt: 1, mb: 1, p: 1.5, bgcolor: 'surface.sunken', borderRadius: 1, typography: 'caption' }}
        >
          {'path,real\nfaces/0001.jpg,1\nfaces/0002.png,0'}
        </Box>
        Other names of columns and other labels are fine: the next step asks what they mean. Columns for a person or
        video (rows that stay together), a split and a source are used where there are any.
      </Box>
      <FilePicker
        open={isBrowsing}
        kinds={['csv', 'folder']}
        startPath={null}
        onPick={(path) => onPath(path)}
        onClose={() => setBrowsing(false)}
      />
    </Stack>
  );
}
