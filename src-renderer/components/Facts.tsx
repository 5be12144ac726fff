import { Box } from '@mui/material';
import { Fragment, type ReactNode } from 'react';

export type FactsProps = {
  /** Name and value; null where there is nothing to say. */
  readonly facts: readonly (readonly [name: string, value: ReactNode] | null)[];
  /** Of the names' column. */
  readonly nameWidthPx?: number;
};

/** What is known, line by line. */
export function Facts({ facts, nameWidthPx = 140 }: FactsProps) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: `${nameWidthPx}px minmax(0, 1fr)`,
        columnGap: 2,
        rowGap: 0.5,
        typography: 'body2',
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      {facts
        .filter((fact) => fact !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </Box>
  );
}
