import { yaml } from '@codemirror/lang-yaml';
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { Box } from '@mui/material';
import { useEffect, useRef } from 'react';
import { editorTheme } from '../editor/editor-theme.ts';
import { cspNonce } from '../editor/extensions.ts';

export type TextDifferenceProps = { readonly before: string; readonly after: string };

/** Two texts beside each other, lines that differ marked. Only to be read. */
export function TextDifference({ before, after }: TextDifferenceProps) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (parent.current === null) return;
    const side = (doc: string, label: string) => ({ doc, extensions: [readOnly(label)] });
    const view = new MergeView({
      a: side(before, 'As it was'),
      b: side(after, 'As it is now'),
      parent: parent.current,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [before, after]);
  return <Box ref={parent} sx={{ border: 1, borderColor: 'divider', '& .cm-mergeView': { maxHeight: '65vh' } }} />;
}

const readOnly = (label: string): Extension => [
  cspNonce(),
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ 'aria-label': label }),
  lineNumbers(),
  yaml(),
  EditorView.lineWrapping,
  editorTheme,
];
