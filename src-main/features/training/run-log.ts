/** `log.txt` of a run: every line that is printed, appended as it comes. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';

export type RunLog = (text: string) => void;

export const createRunLog = (runFolder: string): RunLog => {
  const file = path.join(runFolder, 'log.txt');
  return (text) => appendFileSync(file, `${text}\n`);
};
