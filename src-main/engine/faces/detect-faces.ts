/**
 * Faces of one picture. Source: face-api's SSD MobileNet v1 (W. Liu et al. 2016, "SSD: Single Shot MultiBox Detector"; trained on WIDER FACE) and its 68-point landmark
 * network, which looks at each box by itself.
 */
import { decodingError, openImage } from '#main/images/open.ts';
import { LANDMARK_COUNT } from '#shared/domain/regions.ts';
import { assert } from '#shared/errors.ts';
import { toPixels } from '../data/pixels.ts';
import type { LocatedPicture } from '../messages.ts';
import { type FoundByFaceApi, loadFaceApi } from './face-api.ts';

/** face-api's own default. */
const MIN_CONFIDENCE = 0.5;
/** The detector sees 512 x 512 and the landmark network 112 x 112: a larger picture is shrunk first. */
const LONGEST_SIDE_PX = 1024;

export type FacePicture = {
  /** [height, width, 3] uint8 RGB. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pixels of the file for one of these, across and down. */
  readonly scale: { readonly x: number; readonly y: number };
  /** Of the file, upright. */
  readonly original: { readonly width: number; readonly height: number };
};

/** Decodes a file, queued before this returns. @throws ImageError */
export async function readFacePicture(file: string): Promise<FacePicture> {
  const { image } = openImage(file);
  const size = { width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX };
  try {
    const [metadata, shrunk] = await Promise.all([
      image.metadata(),
      toPixels(image.clone().resize({ ...size, fit: 'inside', withoutEnlargement: true }), 3),
    ]);
    const original = { width: metadata.autoOrient.width, height: metadata.autoOrient.height };
    const scale = { x: original.width / shrunk.width, y: original.height / shrunk.height };
    return { ...shrunk, scale, original };
  } catch (error) {
    throw decodingError(file, error);
  }
}

/** What is kept of a picture: how many faces there are, and the largest of them. */
export async function locateFaces(picture: FacePicture): Promise<LocatedPicture> {
  const faceApi = await loadFaceApi();
  const image = faceApi.tensor(picture.pixels, picture);
  try {
    const found = await faceApi.detect(image, MIN_CONFIDENCE);
    const [largest] = found.toSorted((a, b) => areaOf(b) - areaOf(a));
    const { width, height } = picture.original;
    if (largest === undefined)
      return { width, height, faceCount: 0, confidence: null, box: null, landmarks: null, problem: null };
    const { score, box } = largest.detection;
    const { scale } = picture;
    const { positions } = largest.landmarks;
    assert(positions.length === LANDMARK_COUNT, 'the network gives 68 landmarks');
    return {
      width,
      height,
      faceCount: found.length,
      confidence: score,
      box: Float32Array.of(box.x * scale.x, box.y * scale.y, box.width * scale.x, box.height * scale.y),
      landmarks: Float32Array.from(positions.flatMap(({ x, y }) => [x * scale.x, y * scale.y])),
      problem: null,
    };
  } finally {
    image.dispose();
  }
}

const areaOf = ({ detection: { box } }: FoundByFaceApi) => box.width * box.height;
