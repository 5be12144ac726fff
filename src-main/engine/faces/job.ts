/** Looks for faces in a list of pictures: a batch of findings at a time, so that what was found stays found when it is stopped. */
import { setImmediate as turn } from 'node:timers/promises';
import { ImageError } from '#main/images/open.ts';
import type { JobContext } from '../jobs.ts';
import type { LocatedPicture, LocateFacesJob, ResultOf } from '../messages.ts';
import { type FacePicture, locateFaces, readFacePicture } from './detect-faces.ts';

/** Findings in one fact. */
const BATCH = 16;
/** Pictures that are decoded while one is looked at. */
const LOOKAHEAD = 8;

type Read = { readonly picture: FacePicture } | { readonly problem: string };

/** @throws what loading TensorFlow and the models throws; a picture that cannot be read is told, not thrown */
export async function runFaceLocation(
  { files }: LocateFacesJob,
  { report, signal }: JobContext,
): Promise<ResultOf<'locate-faces'>> {
  const underWay: Promise<Read>[] = [];
  let next = 0;
  let seen = 0;
  let batch: LocatedPicture[] = [];
  const send = () => {
    if (batch.length === 0) return;
    report({ kind: 'located-faces', first: seen - batch.length, pictures: batch });
    report({ kind: 'progress', seen, count: files.length });
    batch = [];
  };
  try {
    while (seen < files.length && !signal.aborted) {
      for (; next < Math.min(files.length, seen + LOOKAHEAD); next++) underWay.push(read(files[next] as string)); // in range: counted
      const one = (await underWay.shift()) as Read; // as many as were begun
      batch.push('problem' in one ? unreadable(one.problem) : await locateFaces(one.picture));
      seen += 1;
      if (batch.length === BATCH) send();
      await turn(); // lets a message to stop come in
    }
    send();
    return { kind: 'locate-faces', seen, wasStopped: seen < files.length };
  } finally {
    await Promise.allSettled(underWay);
  }
}

async function read(file: string): Promise<Read> {
  try {
    return { picture: await readFacePicture(file) };
  } catch (error) {
    if (error instanceof ImageError) return { problem: error.reason };
    throw error;
  }
}

const unreadable = (problem: string): LocatedPicture => ({
  width: 0,
  height: 0,
  faceCount: 0,
  confidence: null,
  box: null,
  landmarks: null,
  problem,
});
