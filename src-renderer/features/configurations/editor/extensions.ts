/** What the text editor can do. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { completeConfiguration } from './completion.ts';
import type { DocumentSnapshot } from './configuration-document.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { editorTheme } from './editor-theme.ts';

/** After the last key. */
const LINT_DELAY_MS = 250;

/** Ctrl+Enter starts a training here. */
const withoutStart = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

export function editorExtensions(snapshot: () => DocumentSnapshot): Extension {
  return [
    cspNonce(),
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    yaml(),
    autocompletion({ override: [completeConfiguration], icons: false }),
    linter((view) => diagnosticsOf(view.state, snapshot().check), { delay: LINT_DELAY_MS }),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    keymap.of([
      ...closeBracketsKeymap,
      ...withoutStart,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab, // Escape, then Tab, leaves the editor
    ]),
    EditorView.contentAttributes.of({ 'aria-label': 'The configuration as YAML', tabindex: '0' }),
    EditorView.lineWrapping,
    editorTheme,
  ];
}

/** The page's policy lets styles in by this number alone. */
export function cspNonce(): Extension {
  const value = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return value ? EditorView.cspNonce.of(value) : [];
}
