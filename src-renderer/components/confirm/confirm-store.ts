/** Asking before something that cannot be undone. Whatever can be undone is done at once, with Undo. */
import { createStore } from 'zustand/vanilla';

export type Question = {
  /** "Delete 3 runs for good?" */
  readonly title: string;
  /** What will be gone, and that it cannot be brought back. */
  readonly text: string;
  /** On the button: the verb. "Delete for good" */
  readonly action: string;
  readonly isDangerous?: boolean;
  /** On the other button. Default "Cancel". */
  readonly refusal?: string;
};

type State = { readonly asked: { readonly question: Question; readonly answer: (isAgreed: boolean) => void } | null };

export const confirmStore = createStore<State>(() => ({ asked: null }));

/** Resolves when the person has answered: true for the action. */
export function confirm(question: Question): Promise<boolean> {
  confirmStore.getState().asked?.answer(false); // one question at a time
  return new Promise((resolve) => {
    const answer = (isAgreed: boolean) => {
      confirmStore.setState({ asked: null });
      resolve(isAgreed);
    };
    confirmStore.setState({ asked: { question, answer } });
  });
}
