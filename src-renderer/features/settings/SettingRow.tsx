import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export type SettingRowProps = {
  readonly title: string;
  /** For the control: it is named by the row's title. */
  readonly id: string;
  readonly text?: string;
  readonly children: ReactNode;
};

/** One setting: what it is called, what it means, and its control. */
export function SettingRow({ title, id, text, children }: SettingRowProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) auto' },
        columnGap: 4,
        rowGap: 1,
        alignItems: 'center',
        py: 1.25,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box>
        <Typography id={id} variant="body2" sx={{ fontWeight: 560 }}>
          {title}
        </Typography>
        {text !== undefined && (
          <Typography variant="body2" sx={{ color: 'text.secondary', textWrap: 'pretty' }}>
            {text}
          </Typography>
        )}
      </Box>
      {children}
    </Box>
  );
}
