import { Box } from '@mui/material';

/** A triangle and a word: this needs a look. Without it, a short word that it does not. */
export function AmberMark({
  isAmber,
  word,
  otherwise,
}: {
  readonly isAmber: boolean;
  readonly word: string;
  readonly otherwise: string;
}) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        verticalAlign: 'top',
        alignItems: 'center',
        gap: 0.75,
        whiteSpace: 'nowrap',
        color: isAmber ? 'warning.main' : 'text.secondary',
        fontWeight: isAmber ? 600 : 400,
      }}
    >
      {isAmber && (
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
          <path d="M6 1 11.4 10.8H0.6Z" fill="currentColor" />
        </svg>
      )}
      {isAmber ? word : otherwise}
    </Box>
  );
}
