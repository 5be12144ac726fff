/** What the editor's page does: one document, its draft, saving, starting. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { raiseError, raiseNotice } from '#renderer/components/notices/notice-store.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { keyEditsOf, useConfigurationDocument, useDocumentSnapshot } from './editor/use-configuration.ts';
import { putDraftAside } from './put-aside.ts';
import { keepDraft, useEditQueued, useSavePreset, useSettings, useStartTraining } from './queries.ts';
import type { StartText } from './start-text.ts';

export function useEditing(start: StartText) {
  const [{ origin }] = useState(start);
  const document = useConfigurationDocument(start.text);
  const snapshot = useDocumentSnapshot(document);
  const [edits] = useState(() => keyEditsOf(document));
  const [keeper] = useState(() =>
    createDraftKeeper({
      origin,
      keep: keepDraft,
      putAside: start.draftedAtMs === null ? putDraftAside : null,
      onError: (error) => raiseError(error, { title: 'The draft could not be kept' }),
    }),
  );
  useEffect(() => {
    const stop = document.subscribe(() => keeper.note(document.snapshot().text));
    window.addEventListener('pagehide', keeper.flush);
    return () => {
      stop();
      window.removeEventListener('pagehide', keeper.flush);
      keeper.flush();
    };
  }, [document, keeper]);

  const navigate = useNavigate();
  const saving = useSavePreset();
  const starting = useStartTraining();
  const editingQueued = useEditQueued();
  const { data: settings } = useSettings();
  const opened = (preset: Preset) => {
    keeper.drop();
    raiseNotice({ level: 'success', title: `Saved as "${preset.name}"` });
    void navigate({ to: '/configurations/edit', search: { preset: preset.name }, replace: true });
  };
  const leave = () => {
    keeper.drop();
    void navigate({ to: '/training' });
  };
  return {
    origin,
    document,
    snapshot,
    edits,
    /** Of the workspace's own configuration that it began as. */
    saveToOrigin: () =>
      saving.mutate({ name: origin.name, yaml: snapshot.text, replaces: true }, { onSuccess: opened }),
    saved: opened,
    isStarting: starting.isPending || editingQueued.isPending,
    /** Puts it into the queue, or into the place of the training that waits there, and goes to where it can be watched. */
    start: (allowBad: boolean) => {
      const yaml = snapshot.text;
      if (origin.entryId !== null) {
        editingQueued.mutate({ entryId: origin.entryId, yaml }, { onSuccess: leave });
        return;
      }
      const configFile = origin.name === '' ? null : origin.name;
      starting.mutate({ yaml, configFile, allowBad, probes: settings?.pinnedFaces ?? [] }, { onSuccess: leave });
    },
  };
}
