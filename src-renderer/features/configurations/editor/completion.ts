import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { completionsAt } from '#shared/config/complete.ts';

const TYPES = { key: 'property', section: 'namespace', value: 'enum' } as const;

/** Keys and values of the schema. Without a letter typed only where they were asked for, or behind a colon. */
export function completeConfiguration({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = completionsAt(state.doc.toString(), pos);
  if (found === null) return null;
  const isTyped = found.from < pos;
  const isBehindColon = state.sliceDoc(state.doc.lineAt(pos).from, pos).trimEnd().endsWith(':');
  if (!explicit && !isTyped && !isBehindColon) return null;
  return {
    from: found.from,
    options: found.options.map(
      ({ kind, label, insert, detail, info }, index): Completion => ({
        label,
        detail,
        info,
        apply: insert,
        type: TYPES[kind],
        boost: -index / 100, // the schema's order
      }),
    ),
    validFor: /^"?[\w./-]*$/,
  };
}
