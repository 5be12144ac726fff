import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Said } from './said.ts';

export type FindingProps = {
  readonly said: Said;
  /** Whose it is, where there are two. */
  readonly of?: string;
  /** After it, paler. */
  readonly children?: ReactNode;
};

/** What figures say, in a sentence: bold where something can be told apart. A number stays with its unit. */
export function Finding({ said: { text, isFinding }, of = '', children }: FindingProps) {
  return (
    <Typography
      sx={{
        fontWeight: isFinding ? 560 : 400,
        color: isFinding ? 'text.primary' : 'text.secondary',
        maxWidth: 980,
        textWrap: 'pretty',
      }}
    >
      {of !== '' && `${of}: `}
      {text.replaceAll(/(\d) (%|px|pp)/g, '$1\u00a0$2')}
      {children !== undefined && (
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          {' '}
          {children}
        </Box>
      )}
    </Typography>
  );
}
