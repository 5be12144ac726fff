import { Box, Stack, Typography } from '@mui/material';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { pageHeading } from './page-focus.ts';

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
  const pathname = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    document.title = `${title} · Facet`;
  }, [title]);
  return (
    <Stack component="article" sx={{ height: '100%', minHeight: 0 }} aria-label={title}>
      <Stack
        component="header"
        direction="row"
        sx={{ px: 3, pt: 2, pb: 1.5, columnGap: 2, rowGap: 1, alignItems: 'center', flexWrap: 'wrap', flexShrink: 0 }}
      >
        <Typography ref={pageHeading} variant="h1" noWrap tabIndex={-1} sx={{ minWidth: 0 }}>
          {title}
        </Typography>
        {subtitle !== undefined && (
          <Box sx={{ color: 'text.secondary', typography: 'body2', minWidth: 0, flexShrink: 1 }}>{subtitle}</Box>
        )}
        <Box sx={{ flexGrow: 1 }} />
        {actions !== undefined && (
          <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
            {actions}
          </Stack>
        )}
      </Stack>
      <Box
        data-scroll-restoration-id={`page ${pathname}`} // where one was comes back with Back, and not on another page
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
