/**
 * The folder of a synthetic set. A file in it, written first, says that it is ours and with which options its faces were drawn: so a set that
 * was cut short goes on, faces of other options are taken away, and nobody else's files are touched.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FAULT_REGIONS } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { removeUnfinishedWrites, writeFileAtomically } from '../checkpoints/atomic-write.ts';

export const OPTIONS_FILE = 'synthetic.json';

/** To be raised with every change that draws any face differently. */
const DRAWING_VERSION = 1;

const FACE_FOLDERS = ['real', 'fake'] as const;
const FACE_FILE = /^\d{6}\.jpg$/;

const SetOptions = z.strictObject({
  made: z.literal('by facet synth'),
  drawing: z.int(),
  count: z.int(),
  seed: z.int(),
  sizePx: z.int(),
  strength: z.number(),
  regions: z.array(z.enum(FAULT_REGIONS)),
  testShare: z.number(),
});
export type SetOptions = Omit<z.infer<typeof SetOptions>, 'made' | 'drawing'>;

export type OpenedFolder = {
  /** Paths of the faces that are there already, whole and with these options. */
  readonly finished: ReadonlySet<string>;
};

/**
 * Makes the folder ready for faces of these options. What a table says is never at odds with the pictures beside it: `tables` go first.
 * @throws conflict where it holds files and is not ours, unless `isShared`; usage where it is no folder
 */
export async function openSetFolder(
  folder: string,
  {
    options,
    paths,
    tables,
    isShared,
  }: { options: SetOptions; paths: readonly string[]; tables: readonly string[]; isShared: boolean },
): Promise<OpenedFolder> {
  const present = await filesOf(folder);
  const before = await readOptions(folder);
  if (before === null && present.length > 0 && !isShared)
    throw new AppError(
      'conflict',
      `"${folder}" holds files that are no synthetic faces (the first is "${present[0]}").`,
      {
        hint: 'Name a folder that is new or empty.',
      },
    );
  const fresh = SetOptions.parse({ made: 'by facet synth', drawing: DRAWING_VERSION, ...options });
  await Promise.all(FACE_FOLDERS.map((name) => mkdir(join(folder, name), { recursive: true })));
  await removeUnfinishedWrites(folder);
  if (before !== null) for (const table of tables) await rm(join(folder, table), { force: true });
  const finished = new Set<string>();
  for (const name of FACE_FOLDERS) {
    await removeUnfinishedWrites(join(folder, name));
    if (before === null) continue;
    const kept = isSameDrawing(before, fresh) ? new Set(paths) : new Set<string>();
    for (const file of (await readdir(join(folder, name))).filter((one) => FACE_FILE.test(one))) {
      const path = `${name}/${file}`;
      if (kept.has(path)) finished.add(path);
      else await rm(join(folder, path));
    }
  }
  await writeFileAtomically(join(folder, OPTIONS_FILE), [Buffer.from(`${JSON.stringify(fresh, null, 2)}\n`)]);
  return { finished };
}

/** A face depends on everything but how many there are, and which of them are for a test. */
function isSameDrawing(a: z.infer<typeof SetOptions>, b: z.infer<typeof SetOptions>): boolean {
  const drawing = ({ count: _count, testShare: _testShare, ...rest }: z.infer<typeof SetOptions>) =>
    JSON.stringify(rest);
  return drawing(a) === drawing(b);
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const found = await stat(folder).catch(absent);
  if (found === null) return [];
  if (!found.isDirectory()) throw new AppError('usage', `"${folder}" is a file, and a folder is needed.`);
  return readdir(folder);
}

async function readOptions(folder: string): Promise<z.infer<typeof SetOptions> | null> {
  const text = await readFile(join(folder, OPTIONS_FILE), 'utf8').catch(absent);
  if (text === null) return null;
  const read = SetOptions.safeParse(parsed(text));
  return read.success ? read.data : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not ours: what is not ours is no error
  }
}

/** Null for what is not there; any other error goes on. */
function absent(cause: unknown): null {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
  throw cause;
}
