import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { closingChoice, closingQuestion } from '#main/electron/closing.ts';
import { menuTemplate } from '#main/electron/menu.ts';

const parts = {
  isMac: false,
  isPackaged: true,
  openWorkspace: () => undefined,
  showWorkspace: () => undefined,
  quit: () => undefined,
};

const items = (template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => (Array.isArray(item.submenu) ? items(item.submenu) : [item]));

describe('the menu', () => {
  it('goes to every page that it names', () => {
    const visited: string[] = [];
    const template = menuTemplate({ ...parts, navigate: (to) => visited.push(to) });
    for (const { click, label } of items(template))
      if (!['Open workspace…', 'Show workspace in folder', 'Quit'].includes(label ?? ''))
        click?.({} as never, undefined, {} as never);

    expect(visited).toEqual([
      '/datasets/add',
      '/configurations',
      '/',
      '/datasets',
      '/configurations',
      '/training',
      '/runs',
      '/log',
      '/settings',
    ]);
  });

  it('has no two items with one key', () => {
    const keys = items(menuTemplate({ ...parts, navigate: () => undefined })).flatMap(
      ({ accelerator }) => accelerator ?? [],
    );

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('offers developer tools outside a package only', () => {
    const roles = (isPackaged: boolean) =>
      items(menuTemplate({ ...parts, isPackaged, navigate: () => undefined })).map(({ role }) => role);

    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(false)).toContain('toggleDevTools');
  });
});

describe('the question before closing', () => {
  it('offers to go on, to stop and keep, or to stay, and takes the key Escape for the last', () => {
    const { buttons, cancelId } = closingQuestion('calm-heron-1');

    expect(buttons).toEqual(['Keep training in the background', 'Stop and keep', 'Cancel']);
    expect([0, 1, 2, 7].map(closingChoice)).toEqual(['background', 'stop', 'cancel', 'cancel']);
    expect(closingChoice(cancelId ?? -1)).toBe('cancel');
  });
});
