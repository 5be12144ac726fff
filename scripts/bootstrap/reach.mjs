const REACHABLE_WITHIN_MS = 8_000;

/**
 * Whether a server answers at all, asked before a download whose own retries would take minutes to find out. Behind a proxy nobody can tell from here:
 * then it counts as reachable.
 */
export async function isReachable(address, { env = process.env } = {}) {
  if (env.HTTPS_PROXY || env.https_proxy) return true;
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true; // whatever it answers
  } catch {
    return false;
  }
}
