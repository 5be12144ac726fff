import { type Label, REAL } from '#shared/domain/labels.ts';

export type GridClassMarkProps = { readonly label: Label; readonly hasWord: boolean };

/** ClassMark for hundreds of captions: the same shapes, coloured by the grid's style sheet. The cell's name says the class where the word is left out. */
export function GridClassMark({ label, hasWord }: GridClassMarkProps) {
  const isReal = label === REAL;
  return (
    <span className={isReal ? 'classMark real' : 'classMark fake'}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
        {isReal ? (
          <circle cx="5" cy="5" r="4.2" fill="currentColor" />
        ) : (
          <path d="M5 1 9 5 5 9 1 5Z" fill="none" stroke="currentColor" strokeWidth="1.8" />
        )}
      </svg>
      {hasWord && (isReal ? 'real' : 'fake')}
    </span>
  );
}
