import { stat } from 'node:fs/promises';
import path from 'node:path';

/** "<folder>/<stem>.csv", else "<stem>-2.csv" and so on: nothing that is there is written over. */
export async function freeName(folder: string, stem: string, ending: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = path.join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`);
    const isTaken = await stat(file).then(
      () => true,
      () => false, // nothing there
    );
    if (!isTaken) return file;
  }
}
