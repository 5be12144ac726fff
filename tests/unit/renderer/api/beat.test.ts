import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaced, untilBeatMs } from '#renderer/api/beat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pacedPage() {
  const done: string[] = [];
  let isHidden = false;
  const { later, flush } = createPaced({ isHidden: () => isHidden });
  return {
    done,
    tell: (key: string, what: string) => later(key, () => done.push(what)),
    flush,
    hide: () => {
      isHidden = true;
    },
  };
}

describe('the beat', () => {
  it('is the same moment for whoever waits for it', () => {
    expect([0, 400, 2_999].map((nowMs) => untilBeatMs({ nowMs }))).toEqual([1_000, 600, 1]);
    expect([0, 1_400, 2_999].map((nowMs) => untilBeatMs({ nowMs, every: 2 }))).toEqual([2_000, 600, 1_001]);
  });

  it('takes the last of what was told under a name, once, and what has other names with it', () => {
    const { done, tell } = pacedPage();
    for (const step of [1, 2, 3]) tell('progress', `step ${step}`);
    tell('job', 'half done');
    expect(done).toEqual([]);

    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(['step 3', 'half done']);

    vi.advanceTimersByTime(5_000);
    expect(done).toHaveLength(2);
  });

  it('drops nothing: what waits can be had at once, before what comes after it', () => {
    const { done, tell, flush } = pacedPage();
    tell('progress', 'last step');
    flush();
    expect(done).toEqual(['last step']);

    vi.advanceTimersByTime(5_000);
    expect(done).toEqual(['last step']);
  });

  it('waits while nobody looks', () => {
    const { done, tell, flush, hide } = pacedPage();
    hide();
    tell('progress', 'step 1');
    vi.advanceTimersByTime(5_000);
    tell('progress', 'step 2');
    vi.advanceTimersByTime(5_000);
    expect(done).toEqual([]);

    flush();
    expect(done).toEqual(['step 2']);
  });
});
