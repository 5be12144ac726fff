/**
 * Every image of the window, by address: `/media/<source>/<id>/...`. A Request in, a Response out, so that Electron's scheme and the loopback host
 * serve the same. Addresses hold ids, never paths.
 */
import { AppError } from '#shared/errors.ts';

export type MediaContent = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'image/webp' | 'image/png' | 'image/jpeg';
  /** True where the address never shows anything else: a browser may keep it. */
  readonly isImmutable: boolean;
};

export type MediaRequest = {
  /** What follows the source's name: ["12", "3"]. */
  readonly segments: readonly string[];
  readonly parameters: URLSearchParams;
  readonly signal: AbortSignal;
};

/** @throws AppError: not_found and file_not_found become 404, others 422 or 500 */
export type MediaSource = (request: MediaRequest) => Promise<MediaContent>;

export type MediaHandler = (request: Request) => Promise<Response>;

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export function createMediaHandler(sources: Readonly<Record<string, MediaSource>>): MediaHandler {
  return async (request) => {
    if (request.method !== 'GET') return refusal(405, 'Images are only read.');
    const url = new URL(request.url);
    const [root, name = '', ...segments] = url.pathname.split('/').filter((part) => part !== '');
    const source = root === 'media' && Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (source === undefined) return refusal(404, 'There is no such image.');
    try {
      const content = await source({ segments, parameters: url.searchParams, signal: request.signal });
      const cache = content.isImmutable ? 'private, max-age=31536000, immutable' : 'no-store';
      return new Response(content.bytes, {
        headers: { ...HEADERS, 'Content-Type': content.type, 'Cache-Control': cache },
      });
    } catch (error) {
      if (!(error instanceof AppError)) return refusal(500, 'The image could not be made.');
      return refusal(STATUS[error.code] ?? 422, error.message);
    }
  };
}

const STATUS: Readonly<Record<string, number>> = { not_found: 404, file_not_found: 404, usage: 400, internal: 500 };

const refusal = (status: number, sentence: string) =>
  new Response(sentence, {
    status,
    headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
