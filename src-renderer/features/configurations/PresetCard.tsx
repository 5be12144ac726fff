import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Button, IconButton, Tooltip } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Preset } from '#shared/contract/configurations.ts';
import { ConfigurationCard } from './ConfigurationCard.tsx';
import { copyName } from './copy-name.ts';
import { useRemovePreset, useSavePreset } from './queries.ts';
import { editLink } from './search.ts';

export type PresetCardProps = {
  readonly preset: Preset;
  /** Names of the workspace's own. */
  readonly taken: readonly string[];
};

/** A saved configuration: opened, copied or deleted; the last two can be undone. */
export function PresetCard({ preset, taken }: PresetCardProps) {
  const remove = useRemovePreset();
  const save = useSavePreset();
  const { name, title, origin, yaml, changedAtMs } = preset;
  return (
    <ConfigurationCard
      title={name}
      description={title === name ? null : title.replaceAll('`', '')}
      yaml={yaml}
      note={changedAtMs === null ? null : <Ago atMs={changedAtMs} />}
      actions={
        <>
          <Button component={PageLink} link={editLink({ preset: name })} aria-label={`Open ${name}`}>
            Open
          </Button>
          <Tooltip title="Make a copy of your own">
            <IconButton
              aria-label={`Copy ${name}`}
              disabled={save.isPending}
              onClick={() => save.mutate({ name: copyName(name, taken), yaml, replaces: false })}
            >
              <CopyIcon fontSize="small" />
            </IconButton>
          </Tooltip>
          {origin === 'workspace' && (
            <Tooltip title="Delete">
              <IconButton
                aria-label={`Delete ${name}`}
                disabled={remove.isPending}
                onClick={() => remove.mutate({ name })}
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
