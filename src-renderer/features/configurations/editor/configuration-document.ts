/**
 * The one document that form and text edit: CodeMirror's state, whether or not its view is on the screen. Undo works across both, since every change
 * of the form is a change of the text.
 */
import { redo, undo } from '@codemirror/commands';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type CheckedExperiment, checkExperiment, type Place } from '#shared/config/check.ts';
import { narrowed, type TextChange } from '#shared/config/edit/change.ts';
import { type Lock, locksOf } from '#shared/config/edit/edit-key.ts';

export type DocumentSnapshot = {
  /** With line feeds alone. */
  readonly text: string;
  readonly check: CheckedExperiment;
  /** What a form shows: the text as it is, or, while that cannot be read, as it was last. */
  readonly form: {
    readonly check: CheckedExperiment;
    readonly locks: ReadonlyMap<string, Lock>;
    /** True where it is not of this text, and nothing of it can be changed. */
    readonly isOld: boolean;
  };
};

export type ConfigurationDocument = {
  /** The same object until the text changes. */
  readonly snapshot: () => DocumentSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** An edit of the form. */
  readonly change: (change: TextChange) => void;
  readonly replace: (text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Shows it in an element, until the returned function is called; the state outlives the view. */
  readonly show: (parent: HTMLElement) => () => void;
  /** Selects a place and scrolls to it. */
  readonly reveal: (place: Place, options?: { readonly takesFocus?: boolean }) => void;
  readonly focus: () => void;
};

/** `extensionsFor` gets a way to what is known of the text. */
export function createConfigurationDocument(
  initial: string,
  extensionsFor: (snapshot: () => DocumentSnapshot) => Extension,
): ConfigurationDocument {
  let view: EditorView | null = null;
  let known: DocumentSnapshot | null = null;
  let readable: DocumentSnapshot['form'] = { ...formOf(''), isOld: true };
  const listeners = new Set<() => void>();
  const changed = () => {
    known = null;
    for (const listener of listeners) listener();
  };
  const snapshot = (): DocumentSnapshot => {
    if (known !== null) return known;
    const text = state.doc.toString();
    const form = formOf(text);
    readable = form.check.isReadable ? form : { ...readable, isOld: true };
    known = { text, check: form.check, form: readable };
    return known;
  };
  let state = EditorState.create({
    doc: initial,
    extensions: [
      extensionsFor(snapshot),
      EditorView.updateListener.of((update) => {
        state = update.state;
        if (update.docChanged) changed();
      }),
    ],
  });
  const dispatch = (transaction: Transaction) => {
    if (view !== null) return view.dispatch(transaction);
    state = transaction.state;
    if (transaction.docChanged) changed();
  };
  /** Where the text changes is where one looks. */
  const dispatchChange = (change: TextChange, userEvent: string) =>
    dispatch(
      state.update({
        changes: change,
        annotations: Transaction.userEvent.of(userEvent),
        effects: EditorView.scrollIntoView(change.from, { y: 'nearest', yMargin: 40 }),
      }),
    );

  return {
    snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (change) => dispatchChange(narrowed(state.doc.toString(), change), 'input.type'), // joined in the history as typing is
    replace: (text) => dispatchChange({ from: 0, to: state.doc.length, insert: text }, 'input.paste'),
    undo: () => void undo({ state, dispatch }),
    redo: () => void redo({ state, dispatch }),
    show: (parent) => {
      const created = new EditorView({ state, parent });
      view = created;
      return () => {
        view = null;
        created.destroy();
      };
    },
    reveal: ({ start, end }, { takesFocus = false } = {}) => {
      const [anchor, head] = [start, end].map(({ line, column }) => offsetOf(state, line, column));
      if (anchor === undefined) return;
      const effects = EditorView.scrollIntoView(anchor, { y: 'center' });
      dispatch(state.update({ selection: { anchor, head: head ?? anchor }, effects }));
      if (takesFocus) view?.focus();
    },
    focus: () => view?.focus(),
  };
}

const formOf = (text: string) => ({ check: checkExperiment(text), locks: locksOf(text), isOld: false });

/** Of a line and a column that count from 1; the nearest where there is none. */
export function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(from + column - 1, to);
}
