/** The menu: where to go, and what a window has everywhere. Editing and windows are Electron's own roles. */
import type { MenuItemConstructorOptions } from 'electron';

export type MenuParts = {
  readonly isMac: boolean;
  readonly isPackaged: boolean;
  readonly navigate: (to: string) => void;
  readonly openWorkspace: () => void;
  readonly showWorkspace: () => void;
  readonly quit: () => void;
};

const PAGES = [
  ['Home', '/'],
  ['Data', '/datasets'],
  ['Configurations', '/configurations'],
  ['Training', '/training'],
  ['Runs', '/runs'],
] as const;

export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { isMac, isPackaged, navigate } = parts;
  const quit: MenuItemConstructorOptions = {
    label: isMac ? 'Quit Facet' : 'Quit',
    accelerator: 'CmdOrCtrl+Q',
    click: parts.quit,
  };
  const development: MenuItemConstructorOptions[] = isPackaged ? [] : [{ role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(isMac
      ? [
          {
            label: 'Facet',
            submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, quit],
          } as MenuItemConstructorOptions,
        ] // roles are literals
      : []),
    {
      label: 'File',
      submenu: [
        { label: 'Add data…', accelerator: 'CmdOrCtrl+O', click: () => navigate('/datasets/add') },
        { label: 'New training…', accelerator: 'CmdOrCtrl+N', click: () => navigate('/configurations') },
        { type: 'separator' },
        { label: 'Open workspace…', click: parts.openWorkspace },
        { label: 'Show workspace in folder', click: parts.showWorkspace },
        ...(isMac ? [] : [{ type: 'separator' } as const, quit]),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: PAGES.map(([label, to], index) => ({
        label,
        accelerator: `Alt+${index + 1}`,
        click: () => navigate(to),
      })),
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...development,
      ],
    },
    { role: 'windowMenu' },
    {
      label: 'Help',
      submenu: [
        { label: 'Log', click: () => navigate('/log') },
        { label: 'Settings and device', click: () => navigate('/settings') },
      ],
    },
  ];
}
