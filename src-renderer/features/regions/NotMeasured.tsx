import { EmptyState } from '#renderer/components/EmptyState.tsx';
import type { Look } from './use-looked-at.ts';

/** In place of what needs shares: which step above brings it. */
export function NotMeasured({ look, what }: { readonly look: Look; readonly what: string }) {
  const { name, maps } = look;
  return (
    <EmptyState title={`${name}: not computed yet`}>
      {(maps?.set?.mapCount ?? 0) === 0
        ? `${what} is made of heat maps, and this test has none by this method at this layer. Compute heat maps above, then measure their shares; faces are located on the way.`
        : `${what} needs the shares of the maps. Measure them above: faces that are not located yet are located first.`}
    </EmptyState>
  );
}
