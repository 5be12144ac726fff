/** Faces and figures as files: each export is a job, and what it made can be asked for afterwards. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MOST_REPORT_FACES } from '#shared/contract/exports.ts';
import { AppError } from '#shared/errors.ts';
import { writeFileAtomically, writingFailed } from '../files/write.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import type { GalleryLists } from '../predictions/gallery-lists.ts';
import { os } from '../procedures.ts';
import { type ChoiceRequest, type ChosenFaces, chooseFaces, exportedFaces, topsOf } from './chosen-faces.ts';
import { fileStem } from './export-words.ts';
import { assertFolder, createFinishedExports } from './finished-exports.ts';
import { freeName } from './free-name.ts';
import { figureOf, type PictureDependencies, pictureName } from './pictures.ts';
import { predictionsCsv } from './predictions-csv.ts';
import { makeReport } from './report.ts';

export type ExportsDependencies = PictureDependencies & {
  readonly lists: GalleryLists;
  readonly jobs: JobRegistry;
  readonly clock: () => number;
};

type Made = {
  readonly path: string;
  readonly faceCount: number;
  readonly withoutMapCount: number;
  readonly problems: readonly string[];
};

const KEPT = 50;

export function createExportsRouter(dependencies: ExportsDependencies) {
  const { store, jobs, clock } = dependencies;
  const finished = createFinishedExports<Made>(jobs, { kept: KEPT });
  const run = async (
    what: string,
    request: ChoiceRequest & { readonly folder: string },
    work: (job: JobHandle, chosen: ChosenFaces) => Promise<Made>,
  ) => {
    await assertFolder(request.folder);
    const chosen = chooseFaces(dependencies, request);
    const started = jobs.start({
      kind: 'export',
      title: `Exporting ${what} of ${nameOf(chosen)}`,
      link: `/predictions/${request.evaluationId}`,
      stopLabel: 'Stop the export: what is written stays',
      run: (job) => work(job, chosen),
    });
    finished.watch(started);
    return { jobId: started.jobId };
  };

  return os.exports.router({
    pictures: os.exports.pictures.handler(({ input }) =>
      run('faces', input, async (job, chosen) => {
        const folder = await freeName(input.folder, `${stemOf(chosen)}-faces`, '');
        await mkdir(folder).catch((cause: unknown) => {
          throw writingFailed(folder, cause);
        });
        const faces = exportedFaces(store, chosen, input.overlay);
        const topOf = input.overlay === null ? () => 0 : topsOf(faces, input.overlay);
        const problems: string[] = [];
        for (const [index, face] of faces.entries()) {
          if (job.signal.aborted) throw new AppError('cancelled', 'The export was stopped.');
          try {
            const wish = { test: chosen.test, overlay: input.overlay, top: topOf(face), signal: job.signal };
            const png = await figureOf(dependencies, face, wish);
            await writeNew(path.join(folder, pictureName(face, index)), png);
          } catch (error) {
            if (!isOfFile(error)) throw error;
            problems.push(error.message);
          }
          job.report({ done: index + 1, total: faces.length, unit: 'faces' });
        }
        return {
          path: folder,
          faceCount: faces.length - problems.length,
          withoutMapCount: mapless(faces, input.overlay),
          problems,
        };
      }),
    ),

    report: os.exports.report.handler(async ({ input }) => {
      const { overlay, hasPictures } = input;
      return await run('a report', input, async (job, chosen) => {
        if (hasPictures && chosen.ids.length > MOST_REPORT_FACES)
          throw new AppError(
            'data_invalid',
            `${chosen.ids.length} faces are more than the ${MOST_REPORT_FACES} that fit into one report.`,
            {
              hint: 'Choose fewer, or leave the pictures out.',
            },
          );
        const { html, faces, problems } = await makeReport(dependencies, { chosen, overlay, hasPictures, clock }, job);
        const file = await freeName(input.folder, `${stemOf(chosen)}-report`, '.html');
        await writeFileAtomically(file, html);
        return { path: file, faceCount: faces.length, withoutMapCount: mapless(faces, overlay), problems };
      });
    }),

    predictions: os.exports.predictions.handler(({ input }) =>
      run('predictions', input, async (_, chosen) => {
        const faces = exportedFaces(store, chosen, null);
        const file = await freeName(input.folder, `${stemOf(chosen)}-predictions`, '.csv');
        await writeFileAtomically(file, predictionsCsv(faces, chosen.test));
        return { path: file, faceCount: faces.length, withoutMapCount: 0, problems: [] };
      }),
    ),

    made: os.exports.made.handler(({ input: { jobId } }) => {
      const outcome = finished.of(jobId);
      return { ...outcome, problems: [...outcome.problems] };
    }),

    face: os.exports.face.handler(async ({ input: { evaluationId, imageId, threshold, overlay, max }, signal }) => {
      const chosen = chooseFaces(dependencies, {
        evaluationId,
        threshold,
        choice: { kind: 'faces', imageIds: [imageId] },
      });
      const [face] = exportedFaces(store, chosen, overlay);
      if (face === undefined) throw new AppError('not_found', `Test ${evaluationId} has no image ${imageId}.`);
      const top = max ?? face.map?.max ?? 0;
      const png = await figureOf(dependencies, face, {
        test: chosen.test,
        overlay,
        top,
        ...(signal === undefined ? {} : { signal }),
      });
      return {
        name: `${fileStem(nameOf(chosen))}-${pictureName(face, face.imageId - 1)}`,
        png: new Blob([png], { type: 'image/png' }),
      };
    }),
  });
}

const nameOf = ({ test }: ChosenFaces): string => test.runName ?? `test ${test.evaluation.id}`;
const stemOf = (chosen: ChosenFaces): string => fileStem(nameOf(chosen));

const mapless = (faces: ReturnType<typeof exportedFaces>, overlay: Parameters<typeof exportedFaces>[2]): number =>
  overlay === null ? 0 : faces.filter(({ map }) => map === null).length;

const isOfFile = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'file_not_found' || error.code === 'file_invalid');

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes, { flag: 'wx' }).catch((cause: unknown) => {
    const failed = writingFailed(file, cause);
    throw new AppError('disk_full' === failed.code ? failed.code : 'internal', failed.message, {
      hint: failed.hint ?? '',
      cause,
    });
  });
}
