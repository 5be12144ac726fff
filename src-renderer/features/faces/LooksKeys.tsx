import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { VIEWS } from './search.ts';
import type { Looks } from './use-looks.ts';

const GROUP = 'Face';
const STEP = 0.1;

/** The keys of what lies over the face. */
export function LooksKeys({ looks: { view, opacity, hasLandmarks, hasCells, change } }: { readonly looks: Looks }) {
  const next = VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length];
  const fade = (by: number) => change({ opacity: Math.min(1, Math.max(0, Math.round(10 * (opacity + by)) / 10)) });
  useShortcut({
    keys: 'h',
    description: 'Heat map, image or regions',
    group: GROUP,
    run: () => change({ view: next }),
  });
  useShortcut({
    keys: 'r',
    description: 'Regions, or no longer',
    group: GROUP,
    run: () => change({ view: view === 'regions' ? 'heat' : 'regions' }),
  });
  useShortcut({ keys: '[', description: 'Heat map: less of it', group: GROUP, isHidden: true, run: () => fade(-STEP) });
  useShortcut({ keys: ']', description: 'Heat map: more of it', group: GROUP, isHidden: true, run: () => fade(STEP) });
  useShortcut({
    keys: 'l',
    description: 'Landmarks on or off',
    group: GROUP,
    run: () => change({ landmarks: hasLandmarks ? undefined : true }),
  });
  useShortcut({
    keys: 'c',
    description: "The map's cells on or off",
    group: GROUP,
    run: () => change({ cells: hasCells ? undefined : true }),
  });
  return null;
}
