/** The editor in the window's own colours: CSS variables of theme.ts, so that it changes with light and dark. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { MONOSPACE } from '#renderer/theme.ts';

const colour = (name: string) => `var(--mui-palette-${name})`;
const tint = (name: string, share: number) => `rgb(var(--mui-palette-${name}Channel) / ${share})`;

const surface = EditorView.theme({
  '&': { height: '100%', color: colour('text-primary'), backgroundColor: colour('background-paper') },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-gutters': { borderRightColor: colour('primary-main') },
  '.cm-scroller': { fontFamily: MONOSPACE, fontSize: '0.8125rem', lineHeight: '1.6' },
  '.cm-content': { caretColor: colour('text-primary'), paddingBlock: '8px' },
  '.cm-gutters': {
    color: colour('text-secondary'),
    backgroundColor: colour('background-paper'),
    borderRight: `1px solid ${colour('divider')}`,
  },
  '.cm-activeLine': { backgroundColor: tint('text-primary', 0.04) },
  '.cm-activeLineGutter': { color: colour('text-primary'), backgroundColor: tint('text-primary', 0.06) },
  '.cm-cursor': { borderLeftColor: colour('text-primary') },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: `${tint('primary-main', 0.22)} !important`,
  },
  '.cm-selectionMatch': { backgroundColor: tint('primary-main', 0.14) },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: tint('primary-main', 0.2) },
  '.cm-foldPlaceholder': {
    color: colour('text-secondary'),
    backgroundColor: colour('surface-sunken'),
    borderColor: colour('divider'),
  },
});

const panels = EditorView.theme({
  '.cm-panels': { color: colour('text-primary'), backgroundColor: colour('surface-sunken') },
  '.cm-panels-top': { borderBottom: `1px solid ${colour('divider')}` },
  '.cm-panel': { fontFamily: 'inherit', padding: '6px 28px 6px 10px !important' },
  '.cm-panel .cm-textfield, .cm-panel .cm-button, .cm-panel label': { fontSize: '0.8125rem' },
  '.cm-textfield': {
    color: colour('text-primary'),
    backgroundColor: colour('background-paper'),
    border: `1px solid ${colour('divider')}`,
    borderRadius: '4px',
  },
  '.cm-button': {
    color: colour('text-primary'),
    background: colour('background-paper'),
    border: `1px solid ${colour('divider')}`,
    borderRadius: '4px',
  },
  '.cm-searchMatch': { backgroundColor: tint('warning-main', 0.25) },
  '.cm-searchMatch-selected': { backgroundColor: tint('warning-main', 0.5) },
  '.cm-tooltip': {
    color: colour('text-primary'),
    backgroundColor: colour('background-paper'),
    border: `1px solid ${colour('divider')}`,
    borderRadius: '6px',
    boxShadow: 'var(--mui-shadows-4)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: MONOSPACE, fontSize: '0.8125rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: colour('text-primary'),
    backgroundColor: tint('primary-main', 0.18),
  },
  '.cm-completionDetail': { color: colour('text-secondary'), fontStyle: 'normal', marginLeft: '12px' },
  '.cm-tooltip.cm-completionInfo': {
    maxWidth: '320px',
    padding: '8px 10px',
    fontSize: '0.8125rem',
    lineHeight: '1.45',
  },
});

const lint = EditorView.theme({
  '.cm-diagnostic': { padding: '4px 10px', fontSize: '0.8125rem', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: `4px solid ${colour('error-main')}` },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: `underline wavy ${colour('error-main')} 1px`,
    textUnderlineOffset: '3px',
  },
  '.cm-lint-marker-error': {
    content: '""',
    width: '9px',
    height: '9px',
    margin: '5px 0 0 2px',
    borderRadius: '50%',
    backgroundColor: colour('error-main'),
  },
});

/** Two texts side by side: amber for what was, the window's own colour for what is. */
const merge = EditorView.theme({
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: tint('warning-main', 0.1) },
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': { backgroundColor: tint('primary-main', 0.1) },
  '&.cm-merge-a .cm-changedText': { background: tint('warning-main', 0.28) },
  '&.cm-merge-b .cm-changedText': { background: tint('primary-main', 0.28) },
  '&.cm-merge-a .cm-changedLineGutter': { background: colour('warning-main') },
  '&.cm-merge-b .cm-changedLineGutter': { background: colour('primary-main') },
  '.cm-collapsedLines': {
    color: colour('text-secondary'),
    background: colour('surface-sunken'),
    '&:before, &:after': { content: '"···"', marginInline: '8px' },
  },
});

/** Few colours: keys stand out, comments step back. */
const syntax = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: colour('primary-main') },
  { tag: [tags.lineComment, tags.comment], color: colour('text-secondary'), fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: colour('info-main') },
  { tag: [tags.keyword, tags.labelName, tags.typeName], color: colour('warning-main') },
  { tag: tags.invalid, color: colour('error-main') },
]);

export const editorTheme = [surface, panels, lint, merge, syntaxHighlighting(syntax)];
