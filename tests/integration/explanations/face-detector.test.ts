/** The face detector on our own binding: photographs of its own package, drawn faces with exact landmarks, and what is no picture. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { runFaceLocation } from '#main/engine/faces/job.ts';
import type { Fact, LocatedPicture } from '#main/engine/messages.ts';
import { drawFace, faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { landmarkError } from '#main/features/explanations/locate.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { tinyFace } from '#tests/helpers/tiny-faces.ts';

const require = createRequire(import.meta.url);
const folder = folderForTests('face-detector');
const photograph = (n: number) => require.resolve(`@vladmandic/face-api/demo/sample${n}.jpg`);

async function locate(files: readonly string[], signal = new AbortController().signal) {
  const pictures: LocatedPicture[] = [];
  const facts: Fact[] = [];
  const result = await runFaceLocation(
    { kind: 'locate-faces', files: [...files] },
    {
      report: (fact) => {
        facts.push(fact);
        if (fact.kind === 'located-faces') pictures.push(...fact.pictures);
      },
      signal,
    },
  );
  return { pictures, facts, result };
}

describe('the face detector', () => {
  it('is the version that is installed', () => {
    const { version } = require('@vladmandic/face-api/package.json') as { version: string };
    expect(FACE_DETECTOR).toContain(`face-api ${version}:`);
  });

  it('finds everybody on the six sample photographs of its own package, and leaves no tensor behind', async () => {
    const files = [1, 2, 3, 4, 5, 6].map(photograph);
    const { pictures } = await locate(files);
    expect(pictures.map(({ faceCount }) => faceCount)).toEqual([3, 3, 3, 4, 5, 4]);
    expect(pictures[0]).toMatchObject({ width: 1920, height: 1280, problem: null });
    const before = tensorCount();
    await locate(files.slice(0, 2));
    expect(tensorCount()).toBe(before);
  });

  it('puts the landmarks of drawn faces within a tenth of the distance between the eyes, in the pixels of the picture whatever its size', async () => {
    const faces = [7, 8, 9, 10, 11, 12, 13, 14].map((seed) => ({ seed, size: seed % 2 === 0 ? 224 : 1536 }));
    const files = await Promise.all(
      faces.map(async ({ seed, size }) => {
        const file = path.join(folder, `${seed}.jpg`);
        const { jpeg } = await drawFace({ seed, size: 512, kind: 'real' });
        await sharp(jpeg).resize(size, size).toFile(file);
        return file;
      }),
    );
    const { pictures } = await locate(files);
    const errors = pictures.flatMap(({ landmarks, faceCount }, i) => {
      if (landmarks === null || faceCount !== 1) return [];
      const { seed, size } = faces[i] ?? { seed: 0, size: 0 };
      const truth = faceTruth({ seed, size: 512, kind: 'real' });
      const real = Float32Array.from(truth.landmarks.flatMap(({ x, y }) => [(x * size) / 512, (y * size) / 512]));
      return [landmarkError({ seen: landmarks, real })];
    });
    expect(errors.length).toBeGreaterThanOrEqual(6);
    for (const error of errors) expect(error).toBeLessThan(0.1);
  });

  it('says of a picture without a face that there is none, and of what is no picture why', async () => {
    const disc = path.join(folder, 'disc.png');
    writeFileSync(disc, await tinyFace(0, { seed: 1, index: 1 }));
    const { pictures, result } = await locate([disc, path.join(folder, 'gone.jpg'), require.resolve('zod')]);
    expect(result).toEqual({ kind: 'locate-faces', seen: 3, wasStopped: false });
    expect(pictures[0]).toMatchObject({ faceCount: 0, confidence: null, box: null, landmarks: null, problem: null });
    expect(pictures[1]?.problem).toBe('does not exist');
    expect(pictures[2]?.problem).toContain('is not JPEG, PNG, WebP or BMP');
  });

  it('ends when it is stopped, with all that it had found', async () => {
    const stop = new AbortController();
    const files = Array.from({ length: 40 }, () => photograph(1));
    const pictures: LocatedPicture[] = [];
    const result = await runFaceLocation(
      { kind: 'locate-faces', files },
      {
        report: (fact) => {
          if (fact.kind !== 'located-faces') return;
          pictures.push(...fact.pictures);
          stop.abort();
        },
        signal: stop.signal,
      },
    );
    expect(result.wasStopped).toBe(true);
    expect(result.seen).toBe(pictures.length);
    expect(result.seen).toBeLessThan(40);
  });
});
