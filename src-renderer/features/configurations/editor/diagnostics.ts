import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { CheckedExperiment, PlacedProblem } from '#shared/config/check.ts';
import { offsetOf } from './configuration-document.ts';

/** Every problem at its place, in the words of the command line; what has no place is told at the first line. */
export const diagnosticsOf = (state: EditorState, { problems }: CheckedExperiment): Diagnostic[] =>
  problems.map((problem) => ({ ...rangeOf(state, problem), severity: 'error', message: problem.text }));

function rangeOf(state: EditorState, { place }: PlacedProblem): Pick<Diagnostic, 'from' | 'to'> {
  if (place === null) return { from: 0, to: state.doc.line(1).to };
  const from = offsetOf(state, place.start.line, place.start.column);
  const to = Math.max(from, offsetOf(state, place.end.line, place.end.column));
  return { from, to: Math.min(to, state.doc.lineAt(from).to) }; // the first line of it is enough
}
