import { Button, type ButtonProps, Popover } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';

export type PopoverButtonProps = Pick<ButtonProps, 'variant' | 'startIcon' | 'disabled' | 'title'> & {
  /** On the button. */
  readonly words: string;
  /** Of what opens, for who hears it. */
  readonly label: string;
  /** Opens it too. */
  readonly shortcut?: { readonly keys: string; readonly description: string; readonly group: string };
  /** What opens below the button. */
  readonly children: (close: () => void) => ReactNode;
};

/** A button and what opens below its right end; Escape closes it and gives the button the focus again. */
export function PopoverButton({ words, label, shortcut, children, ...button }: PopoverButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      {shortcut !== undefined && (
        <Shortcut {...shortcut} isEnabled={button.disabled !== true} run={() => setOpen(true)} />
      )}
      <Button ref={setAnchor} color="inherit" aria-haspopup="dialog" onClick={() => setOpen(true)} {...button}>
        {words}
      </Button>
      <Popover
        open={isOpen && anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label } }}
      >
        {children(close)}
      </Popover>
    </>
  );
}
