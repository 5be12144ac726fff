import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDraftKeeper, type DraftKeeperOptions } from '#renderer/features/configurations/draft-keeper.ts';
import type { Draft } from '#shared/contract/settings.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function keeperOf(options: Partial<DraftKeeperOptions> = {}) {
  const done: string[] = [];
  const keeper = createDraftKeeper({
    origin: { name: 'mine', yaml: 'seed: 1\n' },
    keep: async (draft: Draft | null) => void done.push(draft === null ? 'none' : draft.yaml),
    putAside: async () => void done.push('aside'),
    onError: (error) => done.push(String(error)),
    delayMs: 500,
    ...options,
  });
  return { keeper, done };
}

it('keeps the last of several texts, half a second after it came', async () => {
  const { keeper, done } = keeperOf();
  for (const text of ['a', 'ab', 'abc']) {
    keeper.note(text);
    await vi.advanceTimersByTimeAsync(400);
  }
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toEqual(['aside', 'abc']);
});

it('puts another draft aside once, before the first text is kept', async () => {
  const { keeper, done } = keeperOf();
  for (const text of ['a', 'b']) {
    keeper.note(text);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(done).toEqual(['aside', 'a', 'b']);
});

it('puts nothing aside where its own draft goes on', async () => {
  const { keeper, done } = keeperOf({ putAside: null });
  keeper.note('a');
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toEqual(['a']);
});

it('writes at once what still waits when the page goes', async () => {
  const { keeper, done } = keeperOf();
  keeper.note('a');
  keeper.flush();
  keeper.flush();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual(['aside', 'a']);
});

it('drops its draft when it is saved or started, and leaves that of another configuration alone', async () => {
  const { keeper, done } = keeperOf();
  keeper.drop();
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toEqual([]);
  keeper.note('a');
  keeper.flush();
  keeper.note('b');
  keeper.drop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual(['aside', 'a', 'none']);
});

it('writes in order, also where one write takes longer, and says what went wrong without stopping', async () => {
  const written: string[] = [];
  const keep = (draft: Draft | null) =>
    new Promise<void>((resolve, reject) => {
      const isSlow = draft?.yaml === 'a';
      setTimeout(
        () => (isSlow ? reject(new Error('full')) : resolve(void written.push(draft?.yaml ?? 'none'))),
        isSlow ? 900 : 10,
      );
    });
  const { keeper, done } = keeperOf({ keep });
  for (const text of ['a', 'b']) {
    keeper.note(text);
    keeper.flush();
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(written).toEqual(['b']);
  expect(done).toEqual(['aside', 'Error: full']);
});
