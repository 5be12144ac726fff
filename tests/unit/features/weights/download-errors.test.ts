import { describe, expect, it } from 'vitest';
import {
  BrokenOff,
  connectionError,
  diskFullError,
  inMegabytes,
  writeError,
} from '#main/features/weights/download-errors.ts';

const URL_OF_A_FILE = new URL('https://download.example.org/models/net.pth');
/** As fetch rejects: what happened is the cause. */
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} of the system`), { code }) });

describe('what keeps a connection from being made', () => {
  it.each([
    [
      'ENOTFOUND',
      /^https:\/\/download\.example\.org\/models\/net\.pth cannot be reached: there is no machine of that name, or no network/,
    ],
    ['EAI_AGAIN', /cannot be reached: its name could not be looked up: there is no network, or no name server/],
    ['ENETUNREACH', /cannot be reached: there is no network to it/],
    ['UND_ERR_CONNECT_TIMEOUT', /cannot be reached: it does not answer/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /shows a certificate that is not trusted here \(SELF_SIGNED_CERT_IN_CHAIN\)/],
  ])('%s is a sentence', (code, sentence) => {
    const error = connectionError(fetchFailed(code), URL_OF_A_FILE);
    expect(error).toMatchObject({ code: 'download_failed', message: expect.stringMatching(sentence) });
  });

  it('a connection that was cut is worth another attempt', () => {
    const error = connectionError(fetchFailed('ECONNRESET'), URL_OF_A_FILE);
    expect(error).toBeInstanceOf(BrokenOff);
    expect(error.message).toBe('the connection was reset');
  });
});

describe('what keeps a file from being written', () => {
  it('a full disk is told as one', () => {
    const cause = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const error = writeError('/cache/net.pth', cause, { neededBytes: 2_000_000 });
    expect(error).toMatchObject({
      code: 'disk_full',
      message: diskFullError('/cache/net.pth', { neededBytes: 2e6, freeBytes: 0 }).message,
    });
  });
});

it.each([
  [46_830_453, '46.8 MB'],
  [553_434_218, '553.4 MB'],
  [800, '0.8 kB'],
])('%d bytes are %s', (bytes, text) => expect(inMegabytes(bytes)).toBe(text));
