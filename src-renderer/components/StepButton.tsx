import { IconButton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';

export type StepButtonProps = {
  /** "Next face" */
  readonly label: string;
  /** That do the same. */
  readonly keys: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
  /** Its icon. */
  readonly children: ReactNode;
};

/** An icon that goes somewhere, with its key in the tooltip, which is there while it is disabled too. */
export function StepButton({ label, keys, isDisabled, onClick, children }: StepButtonProps) {
  return (
    <Tooltip title={`${label} (${keys})`}>
      <span>
        <IconButton aria-label={label} disabled={isDisabled} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
