/** What goes wrong between here and a server, as sentences. */
import { AppError } from '#shared/errors.ts';

const BY_HAND =
  'Or fetch the file by other means and name it in model.weights, or put it into a folder and name that in FACET_WEIGHTS_MIRROR.';
const GOES_ON = 'What was received is kept: start it again, and it goes on from there.';

/** The connection ended, or nothing came any more: worth another attempt from where it stands. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

const failed = (sentence: string, hint: string, cause?: unknown) =>
  new AppError('download_failed', sentence, { hint: `${hint} ${BY_HAND}`, cause });

const NOT_REACHED: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no machine of that name, or no network',
  EAI_AGAIN: 'its name could not be looked up: there is no network, or no name server',
  ECONNREFUSED: 'it refuses the connection',
  ENETUNREACH: 'there is no network to it',
  EHOSTUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
};

/** Node's and OpenSSL's names for a certificate that is not trusted. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/** What `fetch` rejects with before there is an answer. A connection that ended is a `BrokenOff`. */
export function connectionError(error: unknown, url: URL): AppError | BrokenOff {
  const code = codeOf(error);
  const known = NOT_REACHED[code];
  if (known !== undefined)
    return failed(
      `${url.href} cannot be reached: ${known} (${code}).`,
      'Check the network; behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
      error,
    );
  if (CERTIFICATE.test(code))
    return failed(
      `${url.host} shows a certificate that is not trusted here (${code}).`,
      'Where your institute reads along, name its certificate in NODE_EXTRA_CA_CERTS.',
      error,
    );
  return brokenBy(error);
}

const BROKEN: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the server closed the connection',
};

/** What reading an answer that has begun rejects with. */
export function brokenBy(error: unknown): BrokenOff {
  const code = codeOf(error);
  return new BrokenOff(BROKEN[code] ?? (code === '' ? messageOf(error) : code), { cause: error });
}

export function statusError(status: number, url: URL): AppError {
  if (status === 404 || status === 410)
    return failed(
      `There is no file ${url.href}: the server answers ${status}.`,
      'It may have moved, or the mirror lacks it.',
    );
  if (status === 401 || status === 403 || status === 407)
    return failed(`${url.href} is not given out: the server answers ${status}.`, 'It asks for a login or forbids it.');
  return failed(`${url.href} cannot be had: the server answers ${status}.`, 'Try again later.');
}

export const redirectError = (url: URL, fact: string): AppError =>
  failed(
    `${url.href} leads nowhere: ${fact}.`,
    'The server is set up wrongly, or something in between answers for it.',
  );

export const otherFileError = (
  url: URL,
  { offeredBytes, sizeBytes }: { readonly offeredBytes: number; readonly sizeBytes: number },
): AppError =>
  failed(
    `${url.href} is another file: the server offers ${inMegabytes(offeredBytes)}, and it should be ${inMegabytes(sizeBytes)}.`,
    'A page to log in to the network may be in between.',
  );

export const brokenOffError = (
  name: string,
  { receivedBytes, totalBytes, cause }: { receivedBytes: number; totalBytes: number; cause: BrokenOff },
): AppError =>
  failed(
    `The download of ${name} broke off at ${inMegabytes(receivedBytes)} of ${inMegabytes(totalBytes)}, and again when it was gone on with: ${cause.message}.`,
    GOES_ON,
    cause,
  );

export const stoppedError = (
  name: string,
  { receivedBytes, totalBytes }: { receivedBytes: number; totalBytes: number },
): AppError =>
  new AppError(
    'cancelled',
    `The download of ${name} was stopped at ${inMegabytes(receivedBytes)} of ${inMegabytes(totalBytes)}.`,
    { hint: GOES_ON },
  );

export const wrongHashError = (
  name: string,
  { from, expected, found }: { readonly from: string; readonly expected: string; readonly found: string },
): AppError =>
  new AppError(
    'file_invalid',
    `${name} from ${from} is damaged or another file: its SHA-256 is ${found}, and it should ${expected.length === 64 ? 'be' : 'begin with'} ${expected}.`,
    { hint: `It was removed. Start it again. ${BY_HAND}` },
  );

export function writeError(file: string, cause: unknown, facts: { readonly neededBytes: number }): AppError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFullError(file, { ...facts, freeBytes: 0 });
  return new AppError('file_invalid', `"${file}" cannot be written: the system answers ${code || messageOf(cause)}.`, {
    hint: 'Check who may write there, or name another folder in FACET_CACHE.',
    cause,
  });
}

export const diskFullError = (
  file: string,
  { neededBytes, freeBytes }: { readonly neededBytes: number; readonly freeBytes: number },
): AppError =>
  new AppError(
    'disk_full',
    `"${file}" needs ${inMegabytes(neededBytes)} more of disk, and ${inMegabytes(freeBytes)} are free.`,
    { hint: 'Make room, or name a folder on another disk in FACET_CACHE. What was received is kept.' },
  );

/** 46,830,453 -> "46.8 MB"; below a tenth of one in kB. */
export const inMegabytes = (bytes: number): string =>
  bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** fetch wraps what happened: the innermost code counts. */
function codeOf(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if ('code' in inner && typeof inner.code === 'string' && inner.code !== '') return inner.code;
  return '';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
