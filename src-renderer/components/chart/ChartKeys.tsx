import { Shortcut } from '../shortcuts/Shortcut.tsx';

/** What a chart that can be zoomed hears while it has the focus, on the sheet of keys. */
export function ChartKeys() {
  return KEYS.map(([keys, description]) => (
    <Shortcut key={description} keys={keys} description={description} group="Charts" isHidden run={null} />
  ));
}

const KEYS = [
  [['Plus', '-'], 'Zoom in, or out'],
  [['Left', 'Right'], 'Show what is to the left, or to the right'],
  [['0'], 'Show all of it'],
] as const;
