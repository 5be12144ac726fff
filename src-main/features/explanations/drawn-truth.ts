/** The truth about drawn faces, from the file that lies beside their table: landmarks and the planted fault. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DrawnFace } from '#main/store/located-faces.ts';
import type { Store } from '#main/store/open.ts';
import { type FaceTruthRecord, TRUTH_FILE_NAME, TruthFile } from '#shared/domain/face-truth.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

/** Faces in one transaction. */
const AT_ONCE = 1_000;

/**
 * Stores what landmarks.json says about the pictures of a data set that have the size it speaks of; a set of photographs has no such file.
 * @returns how many faces became known
 * @throws data_invalid where the file is there and is not what it claims to be
 */
export async function readDrawnTruth(store: Store, datasetId: DatasetId): Promise<number> {
  const unknown = store.locatedFaces.undrawn(datasetId);
  if (unknown.length === 0) return 0;
  const file = join(dirname(store.datasets.get(datasetId).csvPath), TRUTH_FILE_NAME);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('data_invalid', `"${file}" cannot be read: ${error.message}.`, { cause: error });
  });
  if (text === null) return 0;
  const truth = parseTruth(file, text);
  const faces = unknown.flatMap(({ sha256, path, width, height }) => {
    const record = truth.faces[path];
    const fits = record !== undefined && width === truth.sizePx && height === truth.sizePx;
    return fits ? [drawnFace(sha256, record)] : [];
  });
  for (let first = 0; first < faces.length; first += AT_ONCE)
    store.locatedFaces.recordDrawn(faces.slice(first, first + AT_ONCE));
  return faces.length;
}

function parseTruth(file: string, text: string): TruthFile {
  try {
    return TruthFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('data_invalid', `"${file}" is not the truth about drawn faces that \`facet synth\` writes.`, {
      hint: 'Move it away, or draw the set again.',
      cause,
    });
  }
}

function drawnFace(sha256: string, { landmarks, fault }: FaceTruthRecord): DrawnFace {
  return {
    sha256,
    landmarks: Float32Array.from(landmarks.flat()),
    fault: fault && {
      region: fault.region,
      strength: fault.strength,
      outline: fault.polygon.map(([x, y]) => ({ x, y })),
    },
  };
}
