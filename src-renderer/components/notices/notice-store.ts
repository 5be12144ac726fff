/** What a person has to know, whoever found it out: errors stay until they are dismissed, good news goes by itself. */
import { createStore } from 'zustand/vanilla';
import { describeError } from '#renderer/api/errors.ts';
import type { Notice } from '#shared/contract/events.ts';

export type NoticeAction = { readonly label: string; readonly run: () => void };

export type ShownNotice = {
  readonly id: number;
  readonly level: Notice['level'];
  readonly title: string;
  readonly message: string | null;
  readonly hint: string | null;
  /** A page that says more. */
  readonly link: string | null;
  /** Names the call in the log. */
  readonly callId: string | null;
  readonly action: NoticeAction | null;
  /** Null = until it is dismissed. */
  readonly closesAfterMs: number | null;
  /** One of a kind: the next with this name takes its place. */
  readonly slot: string | null;
  /** The same came so often. */
  readonly count: number;
  readonly atMs: number;
};

export type NewNotice = Pick<ShownNotice, 'level' | 'title'> &
  Partial<Pick<ShownNotice, 'message' | 'hint' | 'link' | 'callId' | 'action' | 'closesAfterMs' | 'slot'>>;

const CLOSES_AFTER_MS = 6_000;
/** Older ones go first: a page under a pile of notices helps nobody. The log has them all. */
const MOST_SHOWN = 5;

type State = { readonly notices: readonly ShownNotice[]; readonly newest: ShownNotice | null };

export const noticeStore = createStore<State>(() => ({ notices: [], newest: null }));

let lastId = 0;

/** Shows it; one that says the same as one on the screen is counted there. Returns its id. */
export function raiseNotice(given: NewNotice): number {
  lastId += 1;
  const staysOpen = given.level === 'error' || given.level === 'warning';
  const notice: ShownNotice = {
    message: null,
    hint: null,
    link: null,
    callId: null,
    action: null,
    slot: null,
    closesAfterMs: staysOpen ? null : CLOSES_AFTER_MS,
    ...given,
    id: lastId,
    count: 1,
    atMs: Date.now(),
  };
  noticeStore.setState(({ notices }) => {
    const same = notices.find((other) => isSame(other, notice));
    const others = notices.filter((other) => other !== same && (other.slot === null || other.slot !== notice.slot));
    const next = same === undefined ? notice : { ...notice, count: same.count + 1 };
    return { notices: [...others, next].slice(-MOST_SHOWN), newest: next };
  });
  return notice.id;
}

const isSame = (a: ShownNotice, b: ShownNotice) =>
  a.slot === null && a.level === b.level && a.title === b.title && a.message === b.message && a.hint === b.hint;

export const dismissNotice = (id: number): void =>
  noticeStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));

export const dismissAllNotices = (): void => noticeStore.setState({ notices: [] });

/** A call that failed, in the back end's own words. */
export function raiseError(error: unknown, { title }: { readonly title?: string } = {}): void {
  const { message, hint, callId } = describeError(error);
  raiseNotice({
    level: 'error',
    title: title ?? message,
    message: title === undefined ? null : message,
    hint,
    callId,
  });
}
