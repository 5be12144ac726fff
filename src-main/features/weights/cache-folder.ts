/** Where downloaded weights are kept: once per user, for all workspaces and checkouts. */
import { homedir } from 'node:os';
import path from 'node:path';

type Machine = {
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
};

/** $FACET_CACHE, else the platform's own place for caches: XDG base directories, Apple's and Microsoft's guidelines. */
export function weightsFolder({
  env = process.env,
  platform = process.platform,
  home = homedir(),
}: Machine = {}): string {
  return path.join(cacheFolder({ env, platform, home }), 'weights');
}

function cacheFolder({ env, platform, home }: Required<Machine>): string {
  if (env['FACET_CACHE']) return path.resolve(env['FACET_CACHE']);
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'facet');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'facet');
  return path.join(env['XDG_CACHE_HOME'] || path.join(home, '.cache'), 'facet');
}
