import { describe, expect, it } from 'vitest';
import { secondAttempts } from '#tests/helpers/second-attempts.ts';

const test = (fullName: string, retryCount: number | null) => ({
  fullName,
  diagnostic: () => (retryCount === null ? undefined : { retryCount }),
});

describe('what is said of tests that were tried again', () => {
  it('names them in their order, and none that was well at once or never ran', () => {
    const tests = [test('scrolls', 0), test('drops a folder', 1), test('needs a GPU', null), test('stops', 1)];
    expect(secondAttempts(tests)).toEqual(['drops a folder', 'stops']);
  });
});
