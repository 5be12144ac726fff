/** `node store-lock-child.ts <workspace>`: tries to own the workspace once told to, says how that went, and keeps what it has until it is killed. */
import { writeSync } from 'node:fs';
import { lockWorkspace } from '#main/store/lock.ts';
import { AppError } from '#shared/errors.ts';

const [, , folder = ''] = process.argv;
const say = (line: string) => writeSync(1, `${line}\n`);

say('ready');
process.stdin.once('data', () => {
  try {
    lockWorkspace(folder, { owner: `child ${process.pid}` });
    say('owner');
  } catch (error) {
    say(error instanceof AppError ? error.code : String(error));
  }
});
