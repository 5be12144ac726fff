import { Box, IconButton, Stack, Tooltip } from '@mui/material';
import type { MouseEvent, ReactNode } from 'react';
import { Keys } from '#renderer/components/shortcuts/Keys.tsx';
import { ariaKeys } from '#renderer/components/shortcuts/keys.ts';
import { IS_MAC } from '#renderer/components/shortcuts/listener.ts';

export type BarButtonProps = {
  /** What it does; its name and the first part of its tooltip. */
  readonly label: string;
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly hasMenu?: boolean;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  /** Its icon. */
  readonly children: ReactNode;
};

/** A button of the top bar: an icon that says on hover what it does, and with which key. */
export function BarButton({ label, keys, isDisabled = false, hasMenu = false, onClick, children }: BarButtonProps) {
  const title = (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <span>{label}</span>
      {keys !== undefined && <Keys keys={keys} />}
    </Stack>
  );
  return (
    <Tooltip title={title} describeChild>
      <Box component="span" sx={{ display: 'inline-flex' }}>
        <IconButton
          aria-label={label}
          disabled={isDisabled}
          onClick={onClick}
          {...(hasMenu ? { 'aria-haspopup': 'menu' as const } : {})}
          {...(keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keys, { isMac: IS_MAC }) })}
          sx={{ color: 'text.secondary', width: 32, height: 32 }}
        >
          {children}
        </IconButton>
      </Box>
    </Tooltip>
  );
}
