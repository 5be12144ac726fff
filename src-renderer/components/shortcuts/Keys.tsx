import { Box } from '@mui/material';
import { Fragment } from 'react';
import { labelsOf, spoken } from './keys.ts';
import { IS_MAC } from './listener.ts';

export type KeysProps = { readonly keys: string };

/** Keys as they are labelled: small caps one beside the other. */
export function Keys({ keys }: KeysProps) {
  const presses = labelsOf(keys, { isMac: IS_MAC });
  return (
    <Box component="span" role="img" aria-label={spoken(keys, { isMac: IS_MAC })} sx={{ whiteSpace: 'nowrap' }}>
      {presses.map((press, index) => (
        <Fragment key={press.join('+')}>
          {index > 0 && (
            <Box component="span" sx={{ mx: 0.5, color: 'text.secondary', typography: 'caption' }}>
              then
            </Box>
          )}
          {press.map((label) => (
            <Box component="kbd" key={label} sx={KEY}>
              {label}
            </Box>
          ))}
        </Fragment>
      ))}
    </Box>
  );
}

const KEY = {
  display: 'inline-block',
  minWidth: 20,
  px: 0.5,
  mx: 0.25,
  border: 1,
  borderColor: 'divider',
  borderBottomWidth: 2,
  borderRadius: 0.75,
  bgcolor: 'surface.sunken',
  color: 'text.secondary',
  typography: 'caption',
  lineHeight: 1.5,
  textAlign: 'center',
} as const;
