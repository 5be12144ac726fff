/** A sweep file and the base configuration that it names, from the disk. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { planSweep, type Sweep } from '#shared/sweep/plan-sweep.ts';

/** Every trial's configuration is checked. @throws file_not_found, file_invalid, config_invalid */
export function loadSweep(file: string): Sweep {
  return planSweep(readText(file, 'sweep'), {
    file,
    fileName: path.basename(file, path.extname(file)),
    readBase: (base) => {
      const baseFile = path.relative('', path.resolve(path.dirname(file), base)) || base;
      return { file: baseFile, text: readText(baseFile, 'base configuration') };
    },
  });
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new AppError('file_not_found', `There is no ${what} "${file}".`, {
        hint:
          what === 'sweep'
            ? 'Those that come with Facet are in configs/sweeps/.'
            : "Its path starts at the sweep file's folder.",
        cause,
      });
    throw new AppError('file_invalid', `"${file}" cannot be read: ${message}`, { cause });
  }
}
