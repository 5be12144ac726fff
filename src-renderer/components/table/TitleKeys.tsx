import { Shortcut } from '../shortcuts/Shortcut.tsx';

/** What the titles of a table hear while one has the focus, on the sheet of keys. */
export function TitleKeys() {
  return KEYS.map(([keys, description]) => (
    <Shortcut key={description} keys={keys} description={description} group="Titles of a table" isHidden run={null} />
  ));
}

const KEYS = [
  [['Left', 'Right'], 'Go from title to title'],
  [['Enter'], 'Sort by the column'],
  [['Shift+Enter'], 'Sort by this column after the others'],
  [['Alt+Left', 'Alt+Right'], 'Make the column narrower, or wider'],
  [['Alt+Shift+Left', 'Alt+Shift+Right'], 'Move the column'],
] as const;
