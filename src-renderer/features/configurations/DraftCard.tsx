import { Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { Ago } from '#renderer/components/Ago.tsx';
import { confirm } from '#renderer/components/confirm/confirm-store.ts';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import type { Draft } from '#shared/contract/settings.ts';
import { ConfigurationCard } from './ConfigurationCard.tsx';
import { useChangeSettings } from './queries.ts';

/** What was typed and not saved. */
export function DraftCard({ draft }: { readonly draft: Draft }) {
  const change = useChangeSettings();
  const discard = async () => {
    const isAgreed = await confirm({
      title: 'Discard the draft?',
      text: 'What was changed since it was begun is gone then, and cannot be brought back.',
      action: 'Discard',
      isDangerous: true,
    });
    if (isAgreed) change.mutate({ draft: null }, { onError: (error) => raiseError(error) });
  };
  return (
    <ConfigurationCard
      title={draft.origin === null ? 'Draft' : `Draft from ${draft.origin}`}
      description={null}
      yaml={draft.yaml}
      note={<Ago atMs={draft.changedAtMs} />}
      actions={
        <>
          <Button component={Link} to="/configurations/edit" variant="contained">
            Continue
          </Button>
          <Button color="inherit" onClick={() => void discard()}>
            Discard
          </Button>
        </>
      }
    />
  );
}
