import KeyboardIcon from '@mui/icons-material/KeyboardOutlined';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import { copyText } from '#renderer/components/copy-text.ts';
import { EVERYWHERE, showSheet } from '#renderer/components/shortcuts/shortcut-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { BarButton } from './BarButton.tsx';

const LINK_KEYS = 'y'; // as on GitHub
const SHEET_KEYS = '?';

/** Every view is a link that restores it: this copies it. And the sheet of keys. */
export function ViewButtons() {
  const copyLink = () => void copyText(window.location.href, { what: 'the link to this view' });
  useShortcut({ keys: LINK_KEYS, description: 'Copy the link to this view', group: EVERYWHERE, run: copyLink });
  useShortcut({
    keys: SHEET_KEYS,
    description: 'Show the keys of this page',
    group: EVERYWHERE,
    run: () => showSheet(true),
  });
  return (
    <>
      <BarButton label="Copy the link to this view" keys={LINK_KEYS} onClick={copyLink}>
        <LinkIcon fontSize="small" />
      </BarButton>
      <BarButton label="Keys of this page" keys={SHEET_KEYS} onClick={() => showSheet(true)}>
        <KeyboardIcon fontSize="small" />
      </BarButton>
    </>
  );
}
