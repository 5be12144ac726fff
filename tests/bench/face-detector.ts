/**
 * `node scripts/with-node.mjs node tests/bench/face-detector.ts`: what the face detector finds. In the sample photographs of face-api's own package (people
 * counted by eye), in real and generated faces of ../shared/data where they are there, and in drawn faces, whose exact landmarks say how far off it is.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFaceLocation } from '#main/engine/faces/job.ts';
import type { LocatedPicture } from '#main/engine/messages.ts';
import { drawFace, faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { landmarkError } from '#main/features/explanations/locate.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import { quantile } from '#shared/metrics/intervals.ts';

const RESULTS = fileURLToPath(new URL('./results/face-detector.json', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/data/faces', import.meta.url));
const SAMPLES = path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/demo/sample1.jpg'));
/** People on each photograph. */
const PEOPLE: Readonly<Record<string, number>> = {
  'sample1.jpg': 3,
  'sample2.jpg': 3,
  'sample3.jpg': 3,
  'sample4.jpg': 4,
  'sample5.jpg': 5,
  'sample6.jpg': 4,
};
const DRAWN = 200;
const DRAWN_PX = 224;
const OF_EACH_CLASS = 200;

async function locate(files: readonly string[]): Promise<readonly LocatedPicture[]> {
  const pictures: LocatedPicture[] = [];
  await runFaceLocation(
    { kind: 'locate-faces', files: [...files] },
    {
      report: (fact) => {
        if (fact.kind === 'located-faces') pictures.push(...fact.pictures);
      },
      signal: new AbortController().signal,
    },
  );
  return pictures;
}

const quality = (pictures: readonly LocatedPicture[]) => ({
  pictures: pictures.length,
  one: pictures.filter(({ faceCount }) => faceCount === 1).length,
  none: pictures.filter(({ faceCount }) => faceCount === 0).length,
  several: pictures.filter(({ faceCount }) => faceCount > 1).length,
});

async function drawnFaces(folder: string) {
  const seeds = Array.from({ length: DRAWN }, (_, i) => 1_000 + i);
  const files: string[] = [];
  for (const seed of seeds) {
    const file = path.join(folder, `${seed}.jpg`);
    writeFileSync(file, (await drawFace({ seed, size: DRAWN_PX, kind: 'real' })).jpeg);
    files.push(file);
  }
  const pictures = await locate(files);
  const errors = pictures.flatMap(({ faceCount, landmarks }, i) => {
    if (faceCount !== 1 || landmarks === null) return [];
    const truth = faceTruth({ seed: seeds[i] ?? 0, size: DRAWN_PX, kind: 'real' });
    return [landmarkError({ seen: landmarks, real: Float32Array.from(truth.landmarks.flatMap(({ x, y }) => [x, y])) })];
  });
  const sorted = Float64Array.from(errors).sort();
  return {
    ...quality(pictures),
    errorInInterocularDistances: {
      mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
      median: quantile(sorted, 0.5),
      p95: quantile(sorted, 0.95),
    },
  };
}

async function shared() {
  if (!existsSync(SHARED)) return null;
  const of = async (folder: string) => {
    const names = readdirSync(path.join(SHARED, folder)).sort();
    const some = shuffled(names, createRandom(1)).slice(0, OF_EACH_CLASS);
    return quality(await locate(some.map((name) => path.join(SHARED, folder, name))));
  };
  return { real: await of('real'), fake: await of('fake') };
}

const names = Object.keys(PEOPLE);
const found = await locate(names.map((name) => path.join(SAMPLES, name)));
const samples = names.map((name, i) => ({ name, people: PEOPLE[name], found: found[i]?.faceCount }));
const folder = mkdtempSync(path.join(tmpdir(), 'facet-drawn-'));
try {
  const result = { detector: FACE_DETECTOR, samples, shared: await shared(), drawn: await drawnFaces(folder) };
  writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
