import { Box } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { useLedger } from './queries.ts';
import type { Look } from './use-looked-at.ts';

/** In place of what needs shares: which step above brings it, or why there are none. */
export function NotMeasured({ look, what }: { readonly look: Look; readonly what: string }) {
  const { name, maps, mapped } = look;
  const { data: ledger } = useLedger(mapped);
  const mapCount = maps?.set?.mapCount ?? 0;
  const lost = (ledger?.counts ?? []).reduce((sum, { empty, unlocated }) => sum + empty + unlocated, 0);
  const isHopeless = mapCount > 0 && lost >= mapCount;
  return (
    <Box>
      <EmptyState title={isHopeless ? `${name}: no map can be shared out` : `${name}: not computed yet`}>
        {isHopeless
          ? 'Each of its maps is empty, or of a picture in which not exactly one face was found: the counts stand above.'
          : mapCount === 0
            ? `${what} is made of heat maps, and this test has none by this method at this layer. Compute heat maps above, then measure their shares; faces are located on the way.`
            : `${what} needs the shares of the maps. Measure them above: faces that are not located yet are located first.`}
      </EmptyState>
    </Box>
  );
}
