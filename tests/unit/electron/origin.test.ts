import { describe, expect, it } from 'vitest';
import { isOurPage } from '#main/electron/origin.ts';

describe('isOurPage', () => {
  it.each(['app://ui/', 'app://ui/runs/12?tab=curves', 'app://ui'])('takes %s', (address) => {
    expect(isOurPage(address)).toBe(true);
  });

  it.each([
    'app://ui.evil/',
    'app://evil/ui',
    'app://user@ui/',
    'app://ui:80/',
    'apps://ui/',
    'http://ui/',
    'https://app/ui',
    'file:///app://ui/',
    'javascript:app://ui/',
    'data:text/html,app://ui/',
    'app:ui',
    '//ui/',
    '',
    'not an address',
  ])('refuses %s', (address) => {
    expect(isOurPage(address)).toBe(false);
  });
});
