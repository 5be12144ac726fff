import { Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { Ago } from '#renderer/components/Ago.tsx';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';
import type { Draft } from '#shared/contract/settings.ts';
import { ConfigurationCard } from './ConfigurationCard.tsx';
import { keepDraft, useChangeSettings } from './queries.ts';

/** What was typed and not saved. */
export function DraftCard({ draft }: { readonly draft: Draft }) {
  const change = useChangeSettings();
  const discard = () =>
    change.mutate(
      { draft: null },
      {
        onSuccess: () =>
          raiseNotice({
            level: 'info',
            title: 'The draft is discarded',
            action: { label: 'Bring it back', run: () => void keepDraft(draft) },
            closesAfterMs: 20_000,
          }),
      },
    );
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
          <Button color="inherit" onClick={discard}>
            Discard
          </Button>
        </>
      }
    />
  );
}
