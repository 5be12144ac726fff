import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Box, Dialog, DialogContent, DialogTitle, IconButton, Stack, Typography } from '@mui/material';
import { TextDifference } from './TextDifference.tsx';

export type TextDifferenceDialogProps = {
  readonly isOpen: boolean;
  readonly originName: string;
  readonly before: string;
  readonly after: string;
  readonly onClose: () => void;
};

export function TextDifferenceDialog({ isOpen, originName, before, after, onClose }: TextDifferenceDialogProps) {
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth={false} fullWidth aria-labelledby="text-difference-title">
      <DialogTitle id="text-difference-title" sx={{ display: 'flex', alignItems: 'center' }}>
        <Box sx={{ flexGrow: 1 }}>What has changed</Box>
        <IconButton aria-label="Close" onClick={onClose}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </DialogTitle>
      <DialogContent>
        <Stack direction="row" sx={{ pb: 0.5 }}>
          <Typography variant="caption" sx={{ flex: 1, color: 'text.secondary' }}>
            {originName}
          </Typography>
          <Typography variant="caption" sx={{ flex: 1, color: 'text.secondary' }}>
            Now
          </Typography>
        </Stack>
        {isOpen && <TextDifference before={before} after={after} />}
      </DialogContent>
    </Dialog>
  );
}
