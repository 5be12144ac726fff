import { Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export type EmptyStateProps = {
  readonly title: string;
  readonly icon?: ReactNode;
  /** The one button that fills it. */
  readonly action?: ReactNode;
  /** What would be here. */
  readonly children?: ReactNode;
};

/** Never a blank area: says what would be here and what fills it. */
export function EmptyState({ title, icon, action, children }: EmptyStateProps) {
  return (
    <Stack spacing={1.5} sx={{ alignItems: 'center', textAlign: 'center', py: 8, px: 3, maxWidth: 520, mx: 'auto' }}>
      {icon !== undefined && (
        <Stack aria-hidden sx={{ color: 'text.secondary', '& > svg': { fontSize: '2.25rem' } }}>
          {icon}
        </Stack>
      )}
      <Typography variant="h2">{title}</Typography>
      {children !== undefined && (
        <Typography component="div" variant="body2" sx={{ color: 'text.secondary', textWrap: 'pretty' }}>
          {children}
        </Typography>
      )}
      {action}
    </Stack>
  );
}
