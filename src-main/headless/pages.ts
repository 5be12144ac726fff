/** The built pages as files. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export const createPages =
  (folder: string) =>
  async (pathname: string): Promise<Response> => {
    const type = TYPES[extname(pathname)];
    const file = type === undefined ? 'index.html' : normalize(pathname);
    try {
      return new Response(await readFile(join(folder, file)), {
        headers: { 'Content-Type': type ?? 'text/html; charset=utf-8' },
      });
    } catch {
      return new Response('There is no such page.', { status: 404 });
    }
  };
