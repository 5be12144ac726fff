/** A set of synthetic faces in a folder: pictures, the tables that a training reads, and the truth about each face. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { TRUTH_FILE_NAME as TRUTH_FILE, type TruthFile } from '#shared/domain/face-truth.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { FAULT_REGIONS, type FaultRegion } from '#shared/domain/regions.ts';
import { AppError } from '#shared/errors.ts';
import { writeFileAtomically } from '../checkpoints/atomic-write.ts';
import { drawFace, faceTruth } from './draw-face.ts';
import { type PlannedFace, planFaces } from './face-pairs.ts';
import { openSetFolder } from './set-folder.ts';
import { truthRecord } from './truth-file.ts';

export type SynthesisOptions = {
  readonly folder: string;
  /** Half of them real. */
  readonly count: number;
  /** The same seed and options give the same files, bit for bit on one machine. */
  readonly seed: number;
  /** Width and height, px. */
  readonly size?: number;
  /** Of the faults: 1 is seen at a glance, 0.5 is subtle. */
  readonly strength?: number;
  readonly regions?: readonly FaultRegion[];
  /** 0 writes no test.csv. */
  readonly testShare?: number;
  /** Write into a folder that holds other files; those of the same name are replaced. */
  readonly isShared?: boolean;
  readonly onProgress?: (seen: number, count: number) => void;
  readonly signal?: AbortSignal;
};

export type Synthesis = {
  readonly count: number;
  /** Those that were not there already. */
  readonly drawn: number;
  /** The tables and the truth, in this order. */
  readonly files: readonly string[];
};

const DEFAULTS = { size: 224, strength: 1, testShare: 0.2 };
const TRAIN_FILE = 'train.csv';
const TEST_FILE = 'test.csv';
const COLUMNS = 'path,real,group,source,region,strength';

/** libuv has four threads. */
const MOST_AT_ONCE = 4;

/**
 * Faces that are there already with the same options are kept, so that a set that was cut short goes on. The tables are written last.
 * @throws usage for options without sense, conflict for a folder with other files, cancelled on `signal`, disk_full
 */
export async function synthesizeFaces(options: SynthesisOptions): Promise<Synthesis> {
  const { folder, count, seed, isShared = false, onProgress, signal } = options;
  const {
    size = DEFAULTS.size,
    strength = DEFAULTS.strength,
    testShare = DEFAULTS.testShare,
    regions = FAULT_REGIONS,
  } = options;
  const faces = planFaces({ count, seed, strength, regions, testShare });
  const tables = tablesOf(faces, { testShare });
  const { finished } = await openSetFolder(folder, {
    options: { count, seed, sizePx: size, strength, regions: [...regions], testShare },
    paths: faces.map(({ path }) => path),
    tables: [TRAIN_FILE, TEST_FILE, TRUTH_FILE],
    isShared,
  });
  const missing = faces.filter(({ path }) => !finished.has(path));
  let seen = finished.size;
  onProgress?.(seen, count);
  await inLanes(missing, async (face) => {
    if (signal?.aborted)
      throw new AppError('cancelled', `Drawing was stopped after ${seen} of ${count} faces.`, {
        hint: 'Start it again with the same options: it goes on from there.',
      });
    const { jpeg } = await drawFace({ ...face, size });
    await writeFileAtomically(join(folder, face.path), [jpeg]);
    onProgress?.(++seen, count);
  });
  const files = [...tables, { name: TRUTH_FILE, text: truthText(faces, size) }];
  for (const { name, text } of files) await writeFileAtomically(join(folder, name), [Buffer.from(text)]);
  return { count, drawn: missing.length, files: files.map(({ name }) => join(folder, name)) };
}

type Table = { readonly name: string; readonly text: string };

function tablesOf(faces: readonly PlannedFace[], { testShare }: { testShare: number }): readonly Table[] {
  const test = faces.filter(({ isTest }) => isTest);
  const train = faces.filter(({ isTest }) => !isTest);
  if (train.length === 0 || (testShare > 0 && test.length === 0))
    throw new AppError('usage', `${faces.length} faces are too few to divide with a test share of ${testShare}.`, {
      hint: 'Draw more of them, or set the test share to 0.',
    });
  const table = (name: string, rows: readonly PlannedFace[]) => ({
    name,
    text: [COLUMNS, ...rows.map(rowOf), ''].join('\n'),
  });
  return testShare > 0 ? [table(TRAIN_FILE, train), table(TEST_FILE, test)] : [table(TRAIN_FILE, train)];
}

function rowOf({ path, group, kind }: PlannedFace): string {
  const cells =
    kind === 'real'
      ? [path, REAL, group, 'synthetic', '', '']
      : [path, FAKE, group, 'synthetic', kind.region, kind.strength];
  return cells.join(',');
}

function truthText(faces: readonly PlannedFace[], sizePx: number): string {
  const truth: TruthFile = {
    convention: "iBUG 68, from 0; left and right are the image's",
    sizePx,
    faces: Object.fromEntries(faces.map((face) => [face.path, truthRecord(faceTruth({ ...face, size: sizePx }))])),
  };
  return `${JSON.stringify(truth)}\n`;
}

/** Some at once, in order. The first failure ends it: no further item is begun, and those under way are waited for. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let hasFailed = false;
  const lane = async () => {
    for (const item of queue) {
      if (hasFailed) return;
      await work(item).catch((cause: unknown) => {
        hasFailed = true;
        throw cause;
      });
    }
  };
  const lanes = Math.min(MOST_AT_ONCE, availableParallelism());
  const results = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
