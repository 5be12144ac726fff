import { beforeEach, describe, expect, it } from 'vitest';
import {
  dismissAllNotices,
  dismissNotice,
  noticeStore,
  raiseError,
  raiseNotice,
} from '#renderer/components/notices/notice-store.ts';

const shown = () => noticeStore.getState().notices;
beforeEach(dismissAllNotices);

describe('notices', () => {
  it('stay where they are bad, and go by themselves where they are good', () => {
    for (const level of ['error', 'warning', 'info', 'success'] as const) raiseNotice({ level, title: level });
    expect(shown().map(({ closesAfterMs }) => closesAfterMs)).toEqual([null, null, 6_000, 6_000]);
    raiseNotice({ level: 'info', title: 'Exclude 12 faces', closesAfterMs: 10_000 });
    expect(shown().at(-1)?.closesAfterMs).toBe(10_000);
  });

  it('that say the same are one, counted', () => {
    raiseNotice({ level: 'error', title: 'Facet does not answer.' });
    raiseNotice({ level: 'error', title: 'Another' });
    raiseNotice({ level: 'error', title: 'Facet does not answer.' });
    expect(shown().map(({ title, count }) => [title, count])).toEqual([
      ['Another', 1],
      ['Facet does not answer.', 2],
    ]);
  });

  it("of one kind take each other's place, also where they say the same", () => {
    raiseNotice({ level: 'error', title: 'It broke' });
    for (const title of ['Exclude 1 face', 'Exclude 1 face', 'Undone: Exclude 1 face'])
      raiseNotice({ level: 'info', title, slot: 'history' });
    expect(shown().map(({ title, count }) => [title, count])).toEqual([
      ['It broke', 1],
      ['Undone: Exclude 1 face', 1],
    ]);
  });

  it('are dismissed one by one, and the newest is remembered', () => {
    const id = raiseNotice({ level: 'error', title: 'one' });
    raiseNotice({ level: 'error', title: 'two' });
    dismissNotice(id);
    expect(shown().map(({ title }) => title)).toEqual(['two']);
    dismissAllNotices();
    expect(noticeStore.getState().newest?.title).toBe('two');
  });

  it('never cover the page: five at most', () => {
    for (let i = 1; i <= 7; i++) raiseNotice({ level: 'error', title: String(i) });
    expect(shown().map(({ title }) => title)).toEqual(['3', '4', '5', '6', '7']);
  });

  it('tell a broken connection in words of their own', () => {
    raiseError(new TypeError('Failed to fetch'), { title: 'The name was not changed' });
    expect(shown()[0]).toMatchObject({
      level: 'error',
      title: 'The name was not changed',
      message: 'Facet does not answer.',
      callId: null,
    });
  });
});
