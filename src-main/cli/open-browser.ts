/** The user's own browser, where there is one to see. */
import { spawn } from 'node:child_process';

type Surroundings = { readonly platform: NodeJS.Platform; readonly env: Readonly<Record<string, string | undefined>> };

/** Null where nobody would see it: in CI, or on Linux without a display. */
export function browserCommand({ platform, env }: Surroundings): readonly [command: string, ...args: string[]] | null {
  if (env['CI']) return null;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}

/** Tries; whether it worked nobody can tell, so the address is printed as well. */
export function openBrowser(
  address: string,
  surroundings: Surroundings = { platform: process.platform, env: process.env },
): void {
  const command = browserCommand(surroundings);
  if (command === null) return;
  const [program, ...args] = command;
  spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined) // no such program: the printed address remains
    .unref();
}
