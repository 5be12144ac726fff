/** Marks on many faces at once, with the way back. */
import type { NoteState, TagChange, VerdictState } from '#main/store/marks.ts';
import type { Store } from '#main/store/open.ts';
import { LONGEST_NOTE, type MarkSelection } from '#shared/contract/marks.ts';
import { VERDICT_TITLES, type Verdict } from '#shared/contract/predictions.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';
import type { GalleryLists } from '../predictions/gallery-lists.ts';

export type MarkingDependencies = {
  readonly store: Store;
  readonly events: EventBus;
  readonly history: History;
  readonly lists: GalleryLists;
};

type Tagging = {
  readonly selection: MarkSelection;
  readonly add: readonly string[];
  readonly remove: readonly string[];
};
type Noting = { readonly selection: MarkSelection; readonly text: string; readonly isAdded: boolean };
type Judging = { readonly selection: MarkSelection; readonly verdict: Verdict | null };

/** Each answers with the number of faces or pictures that are otherwise than before; where there is none, nothing is recorded. */
export function createMarking({ store, events, history, lists }: MarkingDependencies) {
  const { marks } = store;
  const imagesOf = (selection: MarkSelection): readonly ImageId[] =>
    'imageIds' in selection ? selection.imageIds : lists.ids({ ...selection.view, sort: 'time', isRising: true });
  const changed = () => {
    lists.forgetMarked();
    events.publish({ topic: 'marks.changed' });
  };
  /** Was done already. */
  const record = (title: string, way: { readonly back: () => void; readonly again: () => void }) => {
    const told = (act: () => void) => () => {
      act();
      changed();
    };
    changed();
    history.record({ title, undo: told(way.back), redo: told(way.again) });
  };

  return {
    tag: ({ selection, add, remove }: Tagging): number => {
      const wanted = [...new Set(add)];
      const change = marks.changeTags(marks.picturesOf(imagesOf(selection)), {
        add: wanted,
        remove: remove.filter((tag) => !wanted.includes(tag)),
      });
      const count = new Set([...change.added, ...change.removed].map(([picture]) => picture)).size;
      if (count > 0)
        record(tagTitle(change, count), {
          back: () => marks.putTags({ added: change.removed, removed: change.added }),
          again: () => marks.putTags(change),
        });
      return count;
    },

    /** @throws data_invalid where a note would become too long */
    note: ({ selection, text, isAdded }: Noting): number => {
      const written = text.trim();
      const changedAtMs = marks.nowMs();
      const before: NoteState[] = [];
      const after: NoteState[] = [];
      for (const state of marks.notes(marks.picturesOf(imagesOf(selection)))) {
        const old = state.note?.text ?? '';
        const next = !isAdded || old === '' ? written : written === '' ? old : `${old}\n${written}`;
        if (next === old) continue;
        if (next.length > LONGEST_NOTE)
          throw new AppError(
            'data_invalid',
            `A note would have ${next.length} characters; it may have ${LONGEST_NOTE}.`,
          );
        before.push(state);
        after.push({ pictureId: state.pictureId, note: next === '' ? null : { text: next, changedAtMs } });
      }
      if (after.length === 0) return 0;
      marks.putNotes(after);
      record(`Write a note on ${faces(after.length)}`, {
        back: () => marks.putNotes(before),
        again: () => marks.putNotes(after),
      });
      return after.length;
    },

    /** The same verdict again changes nothing, be it in a revision or not. */
    judge: ({ selection, verdict }: Judging): number => {
      const atMs = marks.nowMs();
      const before = marks
        .verdicts(imagesOf(selection))
        .filter(({ judged }) => (judged === null ? verdict !== null : judged.verdict !== verdict));
      if (before.length === 0) return 0;
      const judged = verdict === null ? null : { verdict, atMs, revision: null };
      const after = before.map(({ imageId }): VerdictState => ({ imageId, judged }));
      marks.putVerdicts(after);
      const words = verdict === null ? 'No verdict on' : `${VERDICT_TITLES[verdict]}:`;
      record(`${words} ${faces(before.length)}`, {
        back: () => marks.putVerdicts(before),
        again: () => marks.putVerdicts(after),
      });
      return before.length;
    },
  };
}

const faces = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'face' : 'faces'}`;

function tagTitle({ added, removed }: TagChange, count: number): string {
  const [first] = added.length > 0 ? added : removed;
  const tags = new Set([...added, ...removed].map(([, tag]) => tag));
  if (tags.size > 1 || first === undefined) return `Change tags of ${faces(count)}`;
  return added.length > 0 ? `Tag ${faces(count)} "${first[1]}"` : `Take the tag "${first[1]}" from ${faces(count)}`;
}
