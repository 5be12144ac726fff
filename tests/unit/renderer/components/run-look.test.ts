import { describe, expect, it } from 'vitest';
import { runLook, runLooks } from '#renderer/components/run-look.ts';
import { RUN_COLOURS } from '#renderer/theme.ts';

describe('the look of a run', () => {
  it('is one of seven colours in their order, then the same colours with another pattern', () => {
    expect([1, 2, 7].map((ordinal) => runLook(ordinal))).toEqual([
      { colour: RUN_COLOURS[0], dash: null },
      { colour: RUN_COLOURS[1], dash: null },
      { colour: RUN_COLOURS[6], dash: null },
    ]);
    expect(runLook(8).colour).toBe(RUN_COLOURS[0]);
    expect(runLook(8).dash).not.toBeNull();
  });

  it('stays when other runs come or go', () => {
    expect(runLooks([12, 3]).get(3)).toEqual(runLooks([3, 40, 7]).get(3));
    expect(runLooks([3, 12]).get(12)).toEqual(runLook(12));
  });

  it('is never that of another run beside it', () => {
    const ordinals = [1, 29, 57, 8];
    const looks = [...runLooks(ordinals).values()].map((look) => JSON.stringify(look));
    expect(new Set(looks).size).toBe(ordinals.length);
  });
});
