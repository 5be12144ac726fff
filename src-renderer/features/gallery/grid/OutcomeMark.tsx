import type { Outcome } from '#shared/domain/outcomes.ts';
import { isWrong } from '../words.ts';

/** A tick or a cross with a bar below: what became of a face, without its colour. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  return (
    <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden>
      {isWrong(outcome) ? (
        <path d="M2 2 9 9M9 2 2 9" fill="none" stroke="currentColor" strokeWidth="2" />
      ) : (
        <path d="M1.5 6 4.5 9 9.5 2" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
    </svg>
  );
}
