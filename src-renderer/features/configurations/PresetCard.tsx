import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Button, IconButton, Tooltip } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Preset } from '#shared/contract/configurations.ts';
import { ConfigurationCard } from './ConfigurationCard.tsx';
import { useRemovePreset } from './queries.ts';
import { editLink } from './search.ts';

/** A saved configuration: opened, or deleted, which can be undone. */
export function PresetCard({ preset }: { readonly preset: Preset }) {
  const remove = useRemovePreset();
  const { name, title, origin, yaml, changedAtMs } = preset;
  return (
    <ConfigurationCard
      title={name}
      description={title === name ? null : title}
      yaml={yaml}
      note={changedAtMs === null ? null : <Ago atMs={changedAtMs} />}
      actions={
        <>
          <Button component={PageLink} link={editLink({ preset: name })} aria-label={`Open ${name}`}>
            Open
          </Button>
          {origin === 'workspace' && (
            <Tooltip title="Delete">
              <IconButton
                aria-label={`Delete ${name}`}
                disabled={remove.isPending}
                onClick={() => remove.mutate({ name }, { onError: (error) => raiseError(error) })}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          )}
        </>
      }
    />
  );
}
