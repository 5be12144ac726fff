import { expect, it } from 'vitest';
import { browserCommand } from '#main/cli/open-browser.ts';

it('opens a browser where somebody would see it, and nowhere else', () => {
  const command = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    browserCommand({ platform, env })?.[0] ?? null;
  expect(command('linux')).toBeNull();
  expect(command('linux', { DISPLAY: ':0' })).toBe('xdg-open');
  expect(command('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe('xdg-open');
  expect(command('linux', { DISPLAY: ':0', CI: 'true' })).toBeNull();
  expect(command('darwin')).toBe('open');
  expect(command('darwin', { CI: '1' })).toBeNull();
});
