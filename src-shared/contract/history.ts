/** Undo and redo for whatever changes data: revisions, archive and trash, names, tags and notes. Newest last; lives as long as the program. */
import { z } from 'zod';
import { procedure } from './procedure.ts';

/** What the next undo and redo would do, as a sentence's end: "Exclude 12 faces"; null where there is nothing. */
export const HistoryState = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });
export type HistoryState = z.infer<typeof HistoryState>;

export const history = {
  state: procedure.output(HistoryState),
  /** @throws conflict (nothing to undo) */
  undo: procedure.output(z.object({ undone: z.string() })),
  redo: procedure.output(z.object({ redone: z.string() })),
};
