/** What a person changes about runs. Each change is told to the pages and can be undone, many runs at once as one. */
import type { Store } from '#main/store/open.ts';
import type { RunEdit } from '#main/store/runs.ts';
import type { RunPlace } from '#shared/contract/runs.ts';
import type { Run, RunId } from '#shared/domain/records.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';

export type ChangesDependencies = { readonly store: Store; readonly events: EventBus; readonly history: History };

export type RunChanges = ReturnType<typeof createRunChanges>;

export function createRunChanges({ store, events, history }: ChangesDependencies) {
  const changed = (runIds: readonly RunId[]) => events.publish({ topic: 'run.changed', runIds: [...runIds] });
  /** Records what was done just now. */
  const remember = (title: string, runIds: readonly RunId[], ways: { undo: () => void; redo: () => void }) => {
    const told = (way: () => void) => () => {
      way();
      changed(runIds);
    };
    history.record({ title, undo: told(ways.undo), redo: told(ways.redo) });
    changed(runIds);
  };
  const named = ([first, ...others]: readonly RunId[]) =>
    first !== undefined && others.length === 0 ? `"${store.runs.get(first).name}"` : `${others.length + 1} runs`;

  return {
    /** @throws conflict (the name is taken), usage, not_found */
    edit: (runId: RunId, edit: RunEdit): void => {
      const before = store.runs.get(runId);
      const after = store.runs.edit(runId, edit);
      const [was, is] = [editable(before), editable(after)];
      if (JSON.stringify(was) === JSON.stringify(is)) return;
      remember(editTitle(before, after), [runId], {
        undo: () => void store.runs.edit(runId, was),
        redo: () => void store.runs.edit(runId, is),
      });
    },

    /** @throws conflict (one is running), not_found */
    move: (given: readonly RunId[], to: RunPlace): void => {
      const runIds = [...new Set(given)];
      const before = store.runs.move(runIds, to);
      remember(MOVES[to](named(runIds)), runIds, {
        undo: () => store.runs.setPlaces(before),
        redo: () => void store.runs.move(runIds, to),
      });
    },

    /** @throws not_found */
    tag: (
      given: readonly RunId[],
      change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    ): void => {
      const runIds = [...new Set(given)];
      const before = store.runs.tag(runIds, change);
      remember(`Change the tags of ${named(runIds)}`, runIds, {
        undo: () => store.runs.setTags(before),
        redo: () => void store.runs.tag(runIds, change),
      });
    },

    /** Arranges the table and changes no data: nothing to undo. @throws not_found */
    pin: (runIds: readonly RunId[], isPinned: boolean): void => {
      store.runs.pin(runIds, isPinned);
      changed(runIds);
    },

    changed,
  };
}

const MOVES: Readonly<Record<RunPlace, (subject: string) => string>> = {
  active: (subject) => `Restore ${subject}`,
  archived: (subject) => `Archive ${subject}`,
  trashed: (subject) => `Move ${subject} to the trash`,
};

const editable = ({ name, notes, tags }: Run): Required<RunEdit> => ({ name, notes, tags });

function editTitle(before: Run, after: Run): string {
  if (before.name !== after.name) return `Rename "${before.name}" to "${after.name}"`;
  return before.notes !== after.notes ? `Change the notes of "${after.name}"` : `Change the tags of "${after.name}"`;
}
