import type { UseQueryResult } from '@tanstack/react-query';

/** How it stands with the answers for one test or two. */
export type Answers = {
  readonly isPending: boolean;
  /** The first that did not come, and another try. */
  readonly failure: { readonly error: unknown; readonly retry: () => void } | null;
};

/** What is not asked for is not waited for. */
export function standOf(answers: readonly UseQueryResult[]): Answers {
  const failed = answers.find(({ error }) => error !== null);
  return {
    isPending: answers.some(({ isPending, isEnabled, error }) => isEnabled && isPending && error === null),
    failure: failed === undefined ? null : { error: failed.error, retry: () => void failed.refetch() },
  };
}
