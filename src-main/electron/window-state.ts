/** Where the window was: kept over restarts, and put back only where a screen still shows it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

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

/** Null where there is none, or it is not readable: then the window opens where the system puts it. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // a first start, or a file that another version wrote
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.partial`, JSON.stringify(state));
  renameSync(`${file}.partial`, file);
}

/** The state, unless the screen it was on is gone. */
export const onScreen = (state: WindowState | null, screens: readonly Rectangle[]): WindowState | null =>
  state !== null && screens.some((screen) => overlaps(state, screen)) ? state : null;

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= VISIBLE_PX && height >= VISIBLE_PX;
}
