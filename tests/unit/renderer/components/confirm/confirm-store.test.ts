import { describe, expect, it } from 'vitest';
import { confirm, confirmStore } from '#renderer/components/confirm/confirm-store.ts';

const QUESTION = { title: 'Delete 3 runs for good?', text: 'They cannot be brought back.', action: 'Delete for good' };

describe('a question before what cannot be undone', () => {
  it('is shown until it is answered, and the answer is told', async () => {
    for (const answer of [true, false]) {
      const answered = confirm(QUESTION);
      expect(confirmStore.getState().asked?.question).toBe(QUESTION);
      confirmStore.getState().asked?.answer(answer);
      expect(await answered).toBe(answer);
      expect(confirmStore.getState().asked).toBeNull();
    }
  });

  it('is a no where the next one comes before its answer', async () => {
    const first = confirm(QUESTION);
    const second = confirm({ ...QUESTION, title: 'Another?' });
    expect(await first).toBe(false);
    expect(confirmStore.getState().asked?.question.title).toBe('Another?');
    confirmStore.getState().asked?.answer(true);
    expect(await second).toBe(true);
  });
});
