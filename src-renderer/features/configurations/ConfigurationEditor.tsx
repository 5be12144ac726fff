import StartIcon from '@mui/icons-material/PlayArrowOutlined';
import SaveIcon from '@mui/icons-material/SaveOutlined';
import { Button, Tooltip } from '@mui/material';
import { useState } from 'react';
import { Ago } from '#renderer/components/Ago.tsx';
import { plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { applyChange } from '#shared/config/edit/change.ts';
import { setKey } from '#shared/config/edit/edit-key.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { copyName } from './copy-name.ts';
import { EditorPanes } from './EditorPanes.tsx';
import { useChangeSettings, useMeasureSpeed, usePreflight } from './queries.ts';
import { SaveDialog } from './SaveDialog.tsx';
import type { StartText } from './start-text.ts';
import { useEditing } from './use-editing.ts';
import { useSettled } from './use-settled.ts';

export type ConfigurationEditorProps = {
  readonly start: StartText;
  readonly presets: readonly Preset[];
  readonly settings: Settings;
};

const GROUP = 'Configuration';
const SETTLED_AFTER_MS = 400;

/** Form and text of one configuration, what it would take, and the buttons that save and start it, or put it back into the queue. */
export function ConfigurationEditor({ start, presets, settings }: ConfigurationEditorProps) {
  const editing = useEditing(start);
  const { origin, snapshot } = editing;
  const [isSaving, setSaving] = useState(false);
  const changeSettings = useChangeSettings();
  const measure = useMeasureSpeed();
  const taken = presets.filter((preset) => preset.origin === 'workspace').map(({ name }) => name);
  const settledText = useSettled(snapshot.text, SETTLED_AFTER_MS);
  const isSettled = settledText === snapshot.text;
  const preflight = usePreflight(isSettled && snapshot.check.config !== null ? settledText : null);

  const blockers = preflight.data?.findings.filter(({ level }) => level === 'error') ?? [];
  const isQueued = origin.entryId !== null;
  const why = whyNot({
    problemCount: snapshot.check.problems.length,
    blockers: isQueued ? [] : blockers.map(({ text }) => text), // until its turn comes, they may be gone
  });
  const canStart = why === null && !editing.isStarting;
  const begin = () => editing.start(preflight.data?.split != null); // its bad rows were looked at when it was added
  const save = () => {
    if (isQueued) return canStart && begin();
    return origin.isOwn ? editing.saveToOrigin() : setSaving(true);
  };
  const startWords = isQueued ? 'Save in the queue' : 'Start training';
  const withNetwork = (network: string) => {
    const change = setKey(snapshot.text, 'network', network);
    return change === null ? snapshot.text : applyChange(snapshot.text, change);
  };
  useShortcut({ keys: 'Mod+Enter', description: startWords, group: GROUP, isEnabled: canStart, run: begin });
  useShortcut({ keys: 'Mod+S', description: 'Save the configuration', group: GROUP, run: save });

  return (
    <Page
      title={titleOf(origin)}
      subtitle={<Subtitle start={start} isChanged={snapshot.text !== origin.yaml} />}
      isFilled
      actions={
        <>
          {origin.isOwn && (
            <Button startIcon={<SaveIcon />} color="inherit" onClick={save}>
              Save
            </Button>
          )}
          <Button
            {...(origin.isOwn ? {} : { startIcon: <SaveIcon /> })}
            color="inherit"
            onClick={() => setSaving(true)}
          >
            Save as
          </Button>
          <Tooltip title={why ?? 'Ctrl+Enter'}>
            <span>
              <Button
                startIcon={isQueued ? <SaveIcon /> : <StartIcon />}
                variant="contained"
                disabled={!canStart}
                onClick={begin}
              >
                {startWords}
              </Button>
            </span>
          </Tooltip>
        </>
      }
    >
      <EditorPanes
        editing={editing}
        preflight={preflight}
        onStart={canStart ? begin : null}
        showsAll={settings.showsAllFields}
        onShowAll={(showsAllFields) => changeSettings.mutate({ showsAllFields })}
        onMeasure={snapshot.check.config === null ? null : (network) => measure.mutate({ yaml: withNetwork(network) })}
      />
      {isSaving && (
        <SaveDialog
          yaml={snapshot.text}
          initialName={origin.kind === 'preset' ? copyName(origin.name, taken) : origin.name}
          taken={taken}
          onSaved={(preset) => {
            setSaving(false);
            editing.saved(preset);
          }}
          onClose={() => setSaving(false)}
        />
      )}
    </Page>
  );
}

function titleOf({ kind, name }: StartText['origin']): string {
  if (kind === 'run') return `New run like ${name}`;
  if (kind === 'queued') return `${name}, waiting in the queue`;
  return name === '' ? 'New configuration' : name;
}

/** A draft that went on says since when it lay. */
function Subtitle({ start: { draftedAtMs }, isChanged }: { readonly start: StartText; readonly isChanged: boolean }) {
  if (!isChanged) return null;
  return draftedAtMs === null ? (
    'Changes are kept as your draft'
  ) : (
    <>
      Going on with your draft of <Ago atMs={draftedAtMs} />
    </>
  );
}

type Obstacles = { readonly problemCount: number; readonly blockers: readonly string[] };

/** Null where it can start. */
function whyNot({ problemCount, blockers }: Obstacles): string | null {
  if (problemCount > 0) return `${plural(problemCount, 'problem')} to mend first`;
  return blockers[0] ?? null;
}
