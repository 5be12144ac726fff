import { describe, expect, it } from 'vitest';
import { reloadsAfterCrash } from '#main/electron/page-crashes.ts';

describe('a page that crashed', () => {
  it('is loaded anew three times within a minute, and no more', () => {
    let reloads: readonly number[] | null = [];
    for (const nowMs of [0, 1_000, 2_000]) reloads = reloadsAfterCrash(reloads ?? [], nowMs);
    expect(reloads).toEqual([0, 1_000, 2_000]);
    expect(reloadsAfterCrash(reloads ?? [], 3_000)).toBeNull();
  });

  it('is loaded anew as often as it takes where that is rare', () => {
    expect(reloadsAfterCrash([0, 1_000, 2_000], 60_500)).toEqual([1_000, 2_000, 60_500]);
  });
});
