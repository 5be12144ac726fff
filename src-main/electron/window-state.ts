/** Where the window was: kept over restarts, and put back only where a screen still shows it. */
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

export const WindowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(200),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

/** Px of the window that have to lie on a screen for it to be found again. */
const VISIBLE_PX = 100;

/** Null where there is none: then the window opens where the system puts it. */
export const readWindowState = (file: string): WindowState | null => readJsonFile(file, WindowState);

export const writeWindowState = (file: string, state: WindowState): void => writeJsonFile(file, state);

/** The state, unless the screen it was on is gone. */
export const onScreen = (state: WindowState | null, screens: readonly Rectangle[]): WindowState | null =>
  state !== null && screens.some((screen) => overlaps(state, screen)) ? state : null;

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= VISIBLE_PX && height >= VISIBLE_PX;
}
