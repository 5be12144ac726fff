import { Box } from '@mui/material';
import { PopoverButton } from '../PopoverButton.tsx';
import { TestPickers } from './TestPickers.tsx';

/** The way from these two tests to others. */
export function OtherTests() {
  return (
    <PopoverButton words="Other tests…" label="Other tests">
      {() => (
        <Box sx={{ p: 2 }}>
          <TestPickers />
        </Box>
      )}
    </PopoverButton>
  );
}
