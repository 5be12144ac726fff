/** Faces as PNG files, one each, in a folder of their own. */
import path from 'node:path';
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import type { OverlayChoice } from '#shared/contract/exports.ts';
import type { ExportedFace, ExportedTest } from './chosen-faces.ts';
import { faceWords, fileStem, mapWords, testWords } from './export-words.ts';

/** Of each of the two pictures on a sheet. */
const FACE_PX = 448;

export type FigureParts = { readonly test: ExportedTest; readonly overlay: OverlayChoice | null; readonly top: number };

export type PictureDependencies = {
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'figure' | 'heatmap' | 'seen'>;
};

/** PNG of one face. @throws file_not_found, file_invalid, cancelled */
export async function figureOf(
  { store, images }: PictureDependencies,
  face: ExportedFace,
  { test, overlay, top, signal }: FigureParts & { readonly signal?: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { file, sha256 } = store.images.get(face.imageId);
  const { map } = face;
  const captions = [face.path, faceWords(face, test), mapWords(face, overlay), testWords(test)];
  return await images.figure({
    ...{ file, sha256, sizePx: FACE_PX, ...test.seen },
    map:
      map === null || overlay === null
        ? null
        : {
            values: Float32Array.from(map.values),
            rows: map.rows,
            columns: map.columns,
            scale: overlay.scale,
            opacity: overlay.opacity,
            max: top,
          },
    captions: captions.filter((caption) => caption !== null),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** "00012-real-0.0312-photo.png": sorted as they were chosen. */
export function pictureName(face: ExportedFace, index: number): string {
  const stem = fileStem(path.basename(face.path, path.extname(face.path)));
  return `${String(index + 1).padStart(5, '0')}-${face.label === 1 ? 'real' : 'fake'}-${face.score.toFixed(4)}-${stem}.png`;
}
