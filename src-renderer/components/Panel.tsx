import { Box, Paper, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export type PanelProps = {
  readonly title?: string;
  /** Beside the title: a count, a unit. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding around the content. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
};

/** A titled area of a page. */
export function Panel({ title, subtitle, actions, isFlush = false, children }: PanelProps) {
  return (
    <Paper
      variant="outlined"
      component="section"
      {...(title === undefined ? {} : { 'aria-label': title })}
      sx={{ minWidth: 0, overflow: 'hidden' }}
    >
      {(title !== undefined || actions !== undefined) && (
        <Stack direction="row" spacing={1} sx={{ px: 2, pt: 1, pb: 0.5, alignItems: 'center', minHeight: 40 }}>
          {title !== undefined && (
            <Typography variant="h3" component="h2" noWrap>
              {title}
            </Typography>
          )}
          <Box sx={{ flexGrow: 1, minWidth: 0, color: 'text.secondary', typography: 'body2' }}>{subtitle}</Box>
          {actions}
        </Stack>
      )}
      <Stack sx={isFlush ? {} : { px: 2, pb: 2, pt: title === undefined ? 2 : 0.5 }}>{children}</Stack>
    </Paper>
  );
}
