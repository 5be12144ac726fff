import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone that these scripts lie in. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The per-user cache that all checkouts share: Node, TensorFlow, compiled bindings.
 * $FACET_CACHE, or the platform's own place for caches (XDG base directories; Apple's and Microsoft's guidelines).
 */
export function cacheFolder({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  if (env.FACET_CACHE) return env.FACET_CACHE;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'facet');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'facet');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'facet');
}

/** What set-up leaves in a checkout. The engine reads `runtime.json`; `packages.sha256` is the stamp of `npm ci`. */
export function checkoutFiles(root) {
  const own = join(root, 'node_modules', '.facet');
  return { own, runtime: join(own, 'runtime.json'), packages: join(own, 'packages.sha256') };
}

/** The runtime file in force: the one $FACET_RUNTIME names, else the checkout's. */
export function runtimeFile({ root, env = process.env }) {
  return env.FACET_RUNTIME || checkoutFiles(root).runtime;
}
