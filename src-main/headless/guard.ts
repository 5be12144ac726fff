/**
 * The one gate of the loopback host, before everything else: facts of a request in, allowed or refused out. Loopback is shared: any page of the user's browser and any
 * other user of the machine can send here, so an address proves nothing (DNS rebinding), and a cookie alone neither (it is sent for every port of the
 * host). Checked in this order: Host, route and method, token, origin, body.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export type RequestFacts = {
  readonly method: string;
  /** The request line's own target, as it was sent. */
  readonly target: string;
  /** Names in lower case, in the order they came, repeated ones kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
};

export type Gate = { readonly port: number; readonly token: string };

export type Route = 'page' | 'session' | 'invitation' | 'rpc' | 'media';

export type Verdict =
  | {
      readonly kind: 'allowed';
      readonly route: Route;
      /** It showed the token. */
      readonly isProven: boolean;
      readonly maxBodyBytes: number;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly sentence: string; readonly isProven: boolean };

type Policy = {
  readonly methods: readonly string[];
  /** Who may: anybody (nothing of the user's is in it), who shows the token, or who shows it outside a browser. */
  readonly needs: 'nothing' | 'token' | 'bearer';
  readonly maxBodyBytes: number;
};

const MB = 2 ** 20;
/** Files come in parts of half of it. */
const CALL_BYTES = 8 * MB;
const CODE_BYTES = 1_024;

const POLICIES: Readonly<Record<Route, Policy>> = {
  page: { methods: ['GET', 'HEAD'], needs: 'nothing', maxBodyBytes: 0 },
  session: { methods: ['GET', 'POST'], needs: 'nothing', maxBodyBytes: CODE_BYTES }, // POST brings a code instead
  invitation: { methods: ['POST'], needs: 'bearer', maxBodyBytes: 0 },
  rpc: { methods: ['POST'], needs: 'token', maxBodyBytes: CALL_BYTES },
  media: { methods: ['GET'], needs: 'token', maxBodyBytes: 0 },
};

/** HTTP's default port is left out of Host and Origin. */
const DEFAULT_PORT = 80;

/** Cookies do not know ports: two hosts on one machine must not overwrite each other's. */
export const cookieName = (port: number): string => `facet-${port}`;

export function judge(facts: RequestFacts, gate: Gate): Verdict {
  const host = valuesOf(facts, 'host');
  if (host.length !== 1 || !ownHosts(gate.port).includes(host[0] ?? ''))
    return refused(403, 'This address is not the one that Facet printed.');

  const route = routeOf(facts.target);
  if (route === null) return refused(404, 'There is nothing here.');
  const policy = POLICIES[route];
  if (!policy.methods.includes(facts.method))
    return refused(405, `Only ${policy.methods.join(' and ')} can be used here.`);

  const proof = proofOf(facts, gate);
  const isProven = proof !== null;
  if (!isLetIn(policy, proof))
    return refused(401, 'Open Facet from the address it printed: only that lets a browser in.');

  if (!isOwnOrigin(facts, { host: host[0] ?? '', route, proof }))
    return refused(403, 'Another web page asked for this; only the pages of Facet may.', isProven);

  return judgeBody(facts, { route, policy, isProven });
}

type BodyOf = { readonly route: Route; readonly policy: Policy; readonly isProven: boolean };

function judgeBody(facts: RequestFacts, { route, policy, isProven }: BodyOf): Verdict {
  const maxBodyBytes = facts.method === 'POST' ? policy.maxBodyBytes : 0;
  const declared = valuesOf(facts, 'content-length').map(Number);
  const isChunked = valuesOf(facts, 'transfer-encoding').length > 0;
  if (declared.some((bytes) => !(bytes <= maxBodyBytes)) || (isChunked && maxBodyBytes === 0))
    return refused(413, `That is too much to send: at most ${maxBodyBytes} bytes are taken here.`, isProven);
  if (
    route === 'rpc' &&
    !valuesOf(facts, 'content-type').some((type) => /^(?:application\/json|multipart\/form-data)\b/.test(type))
  )
    return refused(415, 'A call is JSON or multipart/form-data.', isProven);
  return { kind: 'allowed', route, isProven, maxBodyBytes };
}

const refused = (status: number, sentence: string, isProven = false): Verdict => ({
  kind: 'refused',
  status,
  sentence,
  isProven,
});

/** Exactly these, letter by letter: no suffix, no other name that leads to this machine. */
const ownHosts = (port: number): readonly string[] =>
  ['127.0.0.1', 'localhost'].flatMap((name) => [`${name}:${port}`, ...(port === DEFAULT_PORT ? [name] : [])]);

/** Null for what is no address of ours: absolute forms, `*`, other places under a reserved name, characters that a URL would not have. */
function routeOf(target: string): Route | null {
  const [pathname = ''] = target.split(/[?#]/, 1);
  if (!/^\/(?!\/)[\w\-.~!$&'()*+,;=:@%/]*$/.test(pathname)) return null;
  if (pathname === '/session') return 'session';
  if (pathname === '/invitation') return 'invitation';
  if (/^\/rpc(?:\/|$)/.test(pathname)) return /^\/rpc(?:\/[A-Za-z]+){2}$/.test(pathname) ? 'rpc' : null;
  if (/^\/media(?:\/|$)/.test(pathname)) return 'media';
  return 'page';
}

type Proof = 'cookie' | 'bearer' | null;

/** How the token was shown; null where it was not. A wrong bearer is not mended by a right cookie. */
function proofOf(facts: RequestFacts, { port, token }: Gate): Proof {
  const authorizations = valuesOf(facts, 'authorization');
  if (authorizations.length > 0) {
    const [, bearer = ''] = /^Bearer ([\w-]+)$/.exec(authorizations[0] ?? '') ?? [];
    return authorizations.length === 1 && isSame(bearer, token) ? 'bearer' : null;
  }
  const name = cookieName(port);
  const cookies = valuesOf(facts, 'cookie').flatMap((value) => value.split(';').map((part) => part.trim()));
  const own = cookies.filter((cookie) => cookie.startsWith(`${name}=`));
  return own.some((cookie) => isSame(cookie.slice(name.length + 1), token)) ? 'cookie' : null;
}

/** In a time that tells nothing about where two texts differ. */
export const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isLetIn = ({ needs }: Policy, proof: Proof): boolean =>
  needs === 'nothing' || (needs === 'bearer' ? proof === 'bearer' : proof !== null);

type Origin = { readonly host: string; readonly route: Route; readonly proof: Proof };

/**
 * Whether a page of ours asks, or no page at all. Browsers say who asks in Origin (not for a plain GET) and Sec-Fetch-Site; only a program, which shows the
 * token as bearer, may say nothing.
 */
function isOwnOrigin(facts: RequestFacts, { host, route, proof }: Origin): boolean {
  const origins = valuesOf(facts, 'origin');
  const sites = valuesOf(facts, 'sec-fetch-site');
  if (origins.length > 1 || sites.length > 1) return false;
  if (origins.length === 1 && origins[0] !== `http://${host}`) return false;
  const [site] = sites;
  if (route === 'page') return site === undefined || isOwnSite(site) || isNavigation(facts);
  if (site !== undefined) return site === 'same-origin' || (facts.method === 'GET' && isOwnSite(site));
  return origins.length === 1 || proof === 'bearer';
}

/** `none` is the user: an address that was typed, a bookmark. */
const isOwnSite = (site: string): boolean => site === 'same-origin' || site === 'none';

/** A link from elsewhere that opens a page in a tab of its own; what it opens holds nothing, and cannot be framed. */
const isNavigation = (facts: RequestFacts): boolean =>
  facts.method === 'GET' &&
  valuesOf(facts, 'sec-fetch-mode').join() === 'navigate' &&
  valuesOf(facts, 'sec-fetch-dest').join() === 'document';

const valuesOf = ({ headers }: RequestFacts, name: string): readonly string[] =>
  headers.filter(([each]) => each === name).map(([, value]) => value);
