import { Box, Button, Popover } from '@mui/material';
import { useState } from 'react';
import { TestPickers } from './TestPickers.tsx';

/** The way from these two tests to others. */
export function OtherTests() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button color="inherit" aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
        Other tests…
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Other tests' } }}
      >
        <Box sx={{ p: 2 }}>
          <TestPickers />
        </Box>
      </Popover>
    </>
  );
}
