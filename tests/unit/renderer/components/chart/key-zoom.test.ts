import { expect, it } from 'vitest';
import { afterZoomKey } from '#renderer/components/chart/key-zoom.ts';

const WHOLE = { start: 0, end: 100 };

it('halves what is shown around its middle, and doubles it again up to the whole', () => {
  const half = afterZoomKey('+', WHOLE);
  expect(half).toEqual({ start: 25, end: 75 });
  expect(afterZoomKey('=', { start: 25, end: 75 })).toEqual({ start: 37.5, end: 62.5 });
  expect(afterZoomKey('-', { start: 25, end: 75 })).toEqual(WHOLE);
  expect(afterZoomKey('-', { start: 90, end: 100 })).toEqual({ start: 80, end: 100 }); // moved back inside
});

it('moves by a quarter of what is shown, not beyond the ends', () => {
  expect(afterZoomKey('ArrowRight', { start: 20, end: 60 })).toEqual({ start: 30, end: 70 });
  expect(afterZoomKey('ArrowLeft', { start: 5, end: 45 })).toEqual({ start: 0, end: 40 });
  expect(afterZoomKey('ArrowRight', { start: 60, end: 100 })).toEqual({ start: 60, end: 100 });
});

it('shows all by 0, zooms in no further than a hundredth, and leaves other keys alone', () => {
  expect(afterZoomKey('0', { start: 40, end: 41 })).toEqual(WHOLE);
  expect(afterZoomKey('+', { start: 40, end: 41 })).toEqual({ start: 40, end: 41 });
  expect(afterZoomKey('a', WHOLE)).toBeNull();
});
