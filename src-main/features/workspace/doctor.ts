/** `facet doctor`, asked by the window: the same table, from the same program. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { CheckRow } from '#shared/contract/workspace.ts';
import { AppError } from '#shared/errors.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/facet.mjs', import.meta.url));
const LIMIT_MS = 30_000;

const Report = z.object({ checks: z.array(CheckRow) });

/** `nodePath` null = this shell brings a Node of its own that runs no scripts. @throws runtime_missing */
export async function askDoctor({ nodePath }: { readonly nodePath: string | null }): Promise<CheckRow[]> {
  if (nodePath === null || !existsSync(SCRIPT))
    throw new AppError('runtime_missing', 'This Facet was packed without its doctor.', {
      hint: 'The device above is what TensorFlow itself says.',
    });
  return Report.parse(JSON.parse(await printed(nodePath))).checks;
}

/** The exit code 1 is an answer too: something is missing. */
async function printed(nodePath: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(nodePath, [SCRIPT, 'doctor', '--json'], { timeout: LIMIT_MS });
    return stdout;
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string }; // execFile's own shape
    if (code === 1 && stdout) return stdout;
    throw new AppError('runtime_missing', `The check of this machine ended early: ${stderr || String(error)}`, {
      hint: 'Run `npx facet doctor` in a terminal.',
      cause: error,
    });
  }
}
