/** A report is put together: figures first, then picture by picture. */
import type { OverlayChoice } from '#shared/contract/exports.ts';
import { AppError } from '#shared/errors.ts';
import type { JobHandle } from '../jobs/registry.ts';
import { configOfRun } from '../training/request.ts';
import { type ChosenFaces, type ExportedFace, exportedFaces, topsOf } from './chosen-faces.ts';
import type { PictureDependencies } from './pictures.ts';
import { reportFigures } from './report-figures.ts';
import { type ReportPicture, reportHtml } from './report-html.ts';

export type ReportWish = {
  readonly chosen: ChosenFaces;
  readonly overlay: OverlayChoice | null;
  readonly hasPictures: boolean;
  readonly clock: () => number;
};

export type MadeReport = {
  readonly html: string;
  readonly faces: readonly ExportedFace[];
  readonly problems: readonly string[];
};

/** As they are shown on the page. */
const PICTURE_PX = 288;
const BAR_PX = 240;

/** @throws cancelled, not_found */
export async function makeReport(
  dependencies: PictureDependencies,
  { chosen, overlay, hasPictures, clock }: ReportWish,
  job: JobHandle,
): Promise<MadeReport> {
  const { store, images } = dependencies;
  const { test } = chosen;
  const faces = exportedFaces(store, chosen, overlay);
  const figures = await reportFigures(store, { evaluationId: test.evaluation.id, threshold: test.threshold });
  const topOf = overlay === null ? () => 0 : topsOf(faces, overlay);
  const pictures: ReportPicture[] = [];
  for (const face of faces) {
    if (job.signal.aborted) throw new AppError('cancelled', 'The report was stopped.');
    pictures.push(await pictureOf(dependencies, { face, chosen, overlay, hasPictures, top: topOf(face) }));
    job.report({ done: pictures.length, total: faces.length, unit: 'faces' });
  }
  const bar =
    overlay === null || !hasPictures
      ? null
      : dataAddress(
          await images.heatmap({
            ...{ file: '', rows: 1, columns: BAR_PX, aspect: { width: BAR_PX, height: 12 }, sizePx: BAR_PX },
            values: Float32Array.from({ length: BAR_PX }, (_, i) => i),
            scale: overlay.scale,
            max: BAR_PX - 1,
          }),
        );
  const html = reportHtml({
    ...{ test, figures, overlay, bar, hasPictures, pictures },
    facts: runFacts(dependencies, chosen),
    madeAtMs: clock(),
  });
  return { html, faces, problems: pictures.flatMap(({ problem }) => problem ?? []) };
}

type PictureWish = {
  readonly face: ExportedFace;
  readonly chosen: ChosenFaces;
  readonly overlay: OverlayChoice | null;
  readonly hasPictures: boolean;
  readonly top: number;
};

/** A file that is gone is said in its place: the rest of the report is worth having. */
async function pictureOf(
  { store, images }: PictureDependencies,
  { face, chosen: { test }, overlay, hasPictures, top }: PictureWish,
): Promise<ReportPicture> {
  if (!hasPictures) return { face, seen: null, heat: null, top, problem: null };
  const { file, sha256, width, height } = store.images.get(face.imageId);
  const { map } = face;
  try {
    const seen = await images.seen({ file, sha256, sizePx: PICTURE_PX, ...test.seen, format: 'webp' });
    const heat =
      map === null || overlay === null || map.max === 0
        ? null
        : await images.heatmap({
            ...{ file, values: map.values, rows: map.rows, columns: map.columns, sizePx: PICTURE_PX },
            ...{ scale: overlay.scale, max: top, aspect: test.seen.input ?? { width, height } },
          });
    return { face, seen: dataAddress(seen), heat: heat === null ? null : dataAddress(heat), top, problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'file_invalid' && error.code !== 'file_not_found')) throw error;
    return { face, seen: null, heat: null, top, problem: error.message };
  }
}

const dataAddress = (webp: Uint8Array): string => `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`;

function runFacts({ store }: PictureDependencies, { test }: ChosenFaces): readonly (readonly [string, string])[] {
  const { runId } = test.evaluation;
  if (runId === null) return [];
  const run = store.runs.get(runId);
  const config = configOfRun(run);
  const { height, width } = config.input_size;
  return [
    ['Network', `${config.network}, input ${width} × ${height} px, ${config.data.crop ? 'cropped' : 'squeezed'}`],
    [
      'Training',
      `seed ${run.seed}, best epoch ${run.bestEpoch ?? '–'} of ${run.lastEpoch ?? '–'}, ${run.trainCount.toLocaleString('en-GB')} faces to train on, ${run.validCount.toLocaleString('en-GB')} to validate on`,
    ],
  ];
}
