/** Run as a program: writes 2 MB into the folder given, in one of 1 MB, over a file that is there; prints what came of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '#main/engine/checkpoints/atomic-write.ts';
import { AppError } from '#shared/errors.ts';

const folder = process.argv[2] ?? '';
const file = join(folder, 'best.safetensors');
writeFileSync(file, 'old');
const error = await writeFileAtomically(file, [new Uint8Array(2 ** 21)]).catch((caught: unknown) => caught);
const { code, message } = error instanceof AppError ? error : { code: 'none', message: String(error) };
process.stdout.write(
  JSON.stringify({ code, message, content: readFileSync(file, 'utf8'), names: readdirSync(folder) }),
);
