import { Box } from '@mui/material';
import { type Label, REAL } from '#shared/domain/labels.ts';

export type ClassMarkProps = { readonly label: Label; readonly hasWord?: boolean };

/** Real: a filled blue disc. Fake: an orange diamond with a hole. The word stands beside it unless space forbids. */
export function ClassMark({ label, hasWord = true }: ClassMarkProps) {
  const isReal = label === REAL;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: isReal ? 'real.main' : 'fake.main' }}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the word beside it, or aria-label, says what it is */}
      <svg
        width="10"
        height="10"
        viewBox="0 0 10 10"
        {...(hasWord ? { 'aria-hidden': true } : { role: 'img', 'aria-label': isReal ? 'real' : 'fake' })}
      >
        {isReal ? (
          <circle cx="5" cy="5" r="4.2" fill="currentColor" />
        ) : (
          <path d="M5 1 9 5 5 9 1 5Z" fill="none" stroke="currentColor" strokeWidth="1.8" />
        )}
      </svg>
      {hasWord && (isReal ? 'real' : 'fake')}
    </Box>
  );
}
