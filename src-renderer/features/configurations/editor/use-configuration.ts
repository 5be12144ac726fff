import { useState, useSyncExternalStore } from 'react';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';
import type { TextChange } from '#shared/config/edit/change.ts';
import { removeKey, setKey } from '#shared/config/edit/edit-key.ts';
import type { WrittenValue } from '#shared/config/edit/value-source.ts';
import { type ConfigurationDocument, createConfigurationDocument } from './configuration-document.ts';
import { editorExtensions } from './extensions.ts';

/** One document for as long as the component lives. */
export function useConfigurationDocument(initial: string): ConfigurationDocument {
  const [document] = useState(() => createConfigurationDocument(initial, editorExtensions));
  return document;
}

export const useDocumentSnapshot = (document: ConfigurationDocument) =>
  useSyncExternalStore(document.subscribe, document.snapshot);

/** Edits by key, as a form makes them. */
export type KeyEdits = {
  readonly set: (path: string, value: WrittenValue) => void;
  readonly reset: (path: string) => void;
};

export function keyEditsOf(document: ConfigurationDocument): KeyEdits {
  const make = (path: string, change: TextChange | null) => {
    if (change !== null) document.change(change);
    else
      raiseNotice({
        level: 'warning',
        title: `\`${path}\` was not changed`,
        message: 'It is written in a way that the form cannot change without changing more. Change it in the text.',
      });
  };
  return {
    set: (path, value) => make(path, setKey(document.snapshot().text, path, value)),
    reset: (path) => make(path, removeKey(document.snapshot().text, path)),
  };
}
