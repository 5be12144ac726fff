import AutoIcon from '@mui/icons-material/ContrastOutlined';
import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import { ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { EVERYWHERE } from '#renderer/components/shortcuts/shortcut-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { BarButton } from './BarButton.tsx';
import { useTheme } from './use-theme.ts';

const THEMES = [
  { theme: 'system', title: 'As the system', icon: AutoIcon },
  { theme: 'light', title: 'Light', icon: LightIcon },
  { theme: 'dark', title: 'Dark', icon: DarkIcon },
] as const;

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  const { theme, isDark, setTheme } = useTheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useShortcut({
    keys: 'Mod+Shift+L',
    description: isDark ? 'Change to the light theme' : 'Change to the dark theme',
    group: EVERYWHERE,
    run: () => setTheme(isDark ? 'light' : 'dark'),
  });
  useShortcut({
    keys: null,
    description: 'Change to the theme of the system',
    group: EVERYWHERE,
    isEnabled: theme !== 'system',
    run: () => setTheme('system'),
  });
  const current = THEMES.find((choice) => choice.theme === theme) ?? THEMES[0];
  const Icon = current.icon;
  return (
    <>
      <BarButton
        label={`Theme: ${current.title.toLowerCase()}`}
        hasMenu
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon fontSize="small" />
      </BarButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {THEMES.map(({ theme: choice, title, icon: ChoiceIcon }) => (
          <MenuItem
            key={choice}
            role="menuitemradio"
            aria-checked={choice === theme}
            selected={choice === theme}
            onClick={() => {
              setAnchor(null);
              setTheme(choice);
            }}
          >
            <ListItemIcon>
              <ChoiceIcon fontSize="small" />
            </ListItemIcon>
            <ListItemText disableTypography primary={title} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
