import { Divider, Stack } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestWithRun } from '../choice.ts';
import { useLookedAt } from '../use-looked-at.ts';
import { Pickers } from './Pickers.tsx';
import { TestState } from './TestState.tsx';

export type HeadProps = { readonly tests: readonly TestWithRun[]; readonly chosen: readonly TestWithRun[] };

/** Which tests and which of their maps are looked at, and what has to be computed before anything can be said. */
export function Head({ tests, chosen }: HeadProps) {
  const looks = useLookedAt(chosen);
  return (
    <Panel>
      <Stack spacing={1.5}>
        <Pickers tests={tests} looks={looks} />
        <Divider />
        <Stack
          sx={{
            display: 'grid',
            gap: 3,
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              lg: looks.length === 1 ? 'minmax(0, 1fr)' : 'repeat(2, minmax(0, 1fr))',
            },
          }}
        >
          {looks.map((look) => (
            <TestState key={look.subject.test.id} look={look} />
          ))}
        </Stack>
      </Stack>
    </Panel>
  );
}
