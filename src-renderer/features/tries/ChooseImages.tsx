import DropIcon from '@mui/icons-material/FileDownloadOutlined';
import { Button, Stack, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import type { StartWish } from './queries.ts';

export type ChooseImagesProps = {
  readonly isBusy: boolean;
  /** Only the buttons. */
  readonly isSmall?: boolean;
  readonly onChoose: (images: StartWish['images']) => void;
};

/** Images of this browser's machine, or of the machine that Facet runs on. */
export function ChooseImages({ isBusy, isSmall = false, onChoose }: ChooseImagesProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isBrowsing, setBrowsing] = useState(false);
  const buttons = (
    <Stack direction="row" spacing={1}>
      <Button variant={isSmall ? 'outlined' : 'contained'} disabled={isBusy} onClick={() => input.current?.click()}>
        {isSmall ? 'Other images…' : 'Choose images…'}
      </Button>
      <Button variant="outlined" color="inherit" disabled={isBusy} onClick={() => setBrowsing(true)}>
        Browse folders…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".jpg,.jpeg,.png,.webp,.bmp,image/jpeg,image/png,image/webp,image/bmp"
        aria-label="Images to try"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = ''; // the same file can be chosen again
          if (files.length > 0) onChoose({ kind: 'files', files });
        }}
      />
      <FilePicker
        open={isBrowsing}
        kinds={['image', 'folder']}
        startPath={null}
        title="Choose an image, or a folder of images"
        onClose={() => setBrowsing(false)}
        onPick={(path) => {
          setBrowsing(false);
          onChoose({ kind: 'paths', paths: [path] });
        }}
      />
    </Stack>
  );
  if (isSmall) return buttons;
  return (
    <Stack
      spacing={2}
      sx={{
        ...{ width: 'min(100%, 560px)', p: 6, alignItems: 'center', textAlign: 'center' },
        ...{ border: 1, borderStyle: 'dashed', borderColor: 'text.secondary', borderRadius: 2 },
      }}
    >
      <DropIcon color="primary" fontSize="large" aria-hidden />
      <Typography variant="h2">Drop one or more images anywhere on this page</Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', textWrap: 'pretty' }}>
        You get the part that the network sees, its score, its heat map, and the regions of the face. JPEG, PNG, WebP
        and BMP are read.
      </Typography>
      {buttons}
    </Stack>
  );
}
