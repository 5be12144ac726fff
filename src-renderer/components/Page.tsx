import { Box, Stack, Typography } from '@mui/material';
import { type ReactNode, useEffect } from 'react';

export type PageProps = {
  readonly title: string;
  /** Beside the title: a status, a count. */
  readonly subtitle?: ReactNode;
  /** To the right of it. */
  readonly actions?: ReactNode;
  /** Fills the height without padding: tables and grids that scroll by themselves. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
};

/** One page: its heading, its actions, and what scrolls below them. */
export function Page({ title, subtitle, actions, isFilled = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Facet`;
  }, [title]);
  return (
    <Stack component="article" sx={{ height: '100%', minHeight: 0 }} aria-label={title}>
      <Stack
        direction="row"
        spacing={2}
        sx={{ px: 3, pt: 2, pb: 1.5, alignItems: 'center', flexWrap: 'wrap', rowGap: 1, flexShrink: 0 }}
      >
        <Typography variant="h1" noWrap sx={{ minWidth: 0 }}>
          {title}
        </Typography>
        {subtitle !== undefined && (
          <Box sx={{ color: 'text.secondary', typography: 'body2', minWidth: 0, flexShrink: 1 }}>{subtitle}</Box>
        )}
        <Box sx={{ flexGrow: 1 }} />
        {actions !== undefined && (
          <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
            {actions}
          </Stack>
        )}
      </Stack>
      <Box
        sx={{
          flexGrow: 1,
          minHeight: 0,
          overflow: isFilled ? 'hidden' : 'auto',
          ...(isFilled ? {} : { px: 3, pb: 3 }),
        }}
      >
        {children}
      </Box>
    </Stack>
  );
}
