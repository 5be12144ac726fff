import { Badge, Button } from '@mui/material';
import { useState } from 'react';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { type GalleryTest, VERDICTS } from '#shared/contract/predictions.ts';
import { usePendingVerdicts } from '../queries.ts';
import { VerdictsDialog } from './VerdictsDialog.tsx';

/** Verdicts that wait, and the way from them to better data and a new training. */
export function VerdictsButton({ test }: { readonly test: GalleryTest }) {
  const [isOpen, setOpen] = useState(false);
  const pending = usePendingVerdicts(test.dataset.id).data;
  const count = VERDICTS.reduce((sum, verdict) => sum + (pending?.[verdict] ?? 0), 0);
  return (
    <>
      <Button variant="outlined" color="inherit" onClick={() => setOpen(true)}>
        <Badge badgeContent={count} color="primary" max={999} sx={{ pr: count > 0 ? 1.5 : 0 }}>
          Verdicts
        </Badge>
      </Button>
      <Shortcut
        keys={null}
        description="Put the data right by the verdicts"
        group="Gallery"
        run={() => setOpen(true)}
      />
      {isOpen && pending !== undefined && (
        <VerdictsDialog test={test} pending={pending} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
