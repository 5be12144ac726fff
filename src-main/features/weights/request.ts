/** One request for a file, with its redirects: an answer whose body is about to come, or a sentence. */
import { BrokenOff, connectionError, redirectError } from './download-errors.ts';

/** As browsers and curl have it, about; a mirror needs one or two. */
const MAX_REDIRECTS = 10;
const REDIRECTS = [301, 302, 303, 307, 308];

export type Answer = { readonly response: Response /** After the redirects. */; readonly url: URL };

/** @throws download_failed; BrokenOff where the connection ended */
export async function request(
  address: string,
  { headers, signal }: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Answer> {
  const start = new URL(address);
  const seen = new Set<string>();
  for (let url = start; ; ) {
    seen.add(url.href);
    const response = await fetch(url, { headers, signal, redirect: 'manual' }).catch((error: unknown) => {
      if (signal.aborted) throw new BrokenOff('aborted', { cause: error });
      throw connectionError(error, url);
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null) return { response, url };
    await response.body?.cancel();
    const next = nextAddress(url, location);
    if (seen.has(next.href)) throw redirectError(start, `its redirects go in a circle by ${next.href}`);
    if (seen.size > MAX_REDIRECTS) throw redirectError(start, `it was redirected more than ${MAX_REDIRECTS} times`);
    url = next;
  }
}

function nextAddress(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href))
    throw redirectError(from, `it redirects to "${location}", which is no address`);
  const next = new URL(location, from.href);
  const isKept = from.protocol === 'http:' ? /^https?:$/.test(next.protocol) : next.protocol === 'https:';
  if (!isKept) throw redirectError(from, `it redirects to ${next.protocol}//${next.host}, which is not as safe`);
  return next;
}
