/** What a page may load and do, as headers: for Electron's scheme and the loopback host alike. */
import { randomBytes } from 'node:crypto';

/** Behind everything either shell answers. Never a CORS header: no other page has business here. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Of an answer that is no page: should a browser show it all the same, it loads and runs nothing. */
export const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Styles come from our files and from elements that carry the nonce: emotion and CodeMirror write theirs while the page runs. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** New for each page that is sent. */
export const createNonce = (): string => randomBytes(16).toString('base64');
