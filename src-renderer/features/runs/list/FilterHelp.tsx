import HelpIcon from '@mui/icons-material/HelpOutlineOutlined';
import { Box, IconButton, Popover, Typography } from '@mui/material';
import { useState } from 'react';
import { MONOSPACE } from '#renderer/theme.ts';

const EXAMPLES = [
  ['heron', 'in the name, the tags or the notes'],
  ['status = finished and lr < 1e-3', 'both'],
  ['tag in (baseline, "try again") or not network = resnet18', 'one of several, and the opposite'],
  ['best.accuracy >= 95%', 'also 0.95'],
  ['name ~ calm', 'contains; !~ does not'],
  ['created > 7d and duration < 1h30m', 'in the last seven days; also 2026-11-24, today'],
  ['test.auc = none', 'there is none'],
  ['off status = failed', 'kept, and counts for nothing'],
] as const;

/** The filter's language by example. */
export function FilterHelp() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label="How to write a filter"
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <HelpIcon fontSize="small" />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'How to write a filter', sx: { p: 2, maxWidth: 560 } } }}
      >
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 0.75 }}>
          {EXAMPLES.map(([expression, meaning]) => (
            <div key={expression}>
              <Typography component="dt" variant="body2" sx={{ fontFamily: MONOSPACE }}>
                {expression}
              </Typography>
              <Typography component="dd" variant="caption" sx={{ m: 0, color: 'text.secondary' }}>
                {meaning}
              </Typography>
            </div>
          ))}
        </Box>
      </Popover>
    </>
  );
}
