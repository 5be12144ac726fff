/** Decoded faces, [height, width, channels] uint8, row by row: into sharp and out of it. */
import sharp, { type Sharp } from 'sharp';

export type FaceShape = { readonly height: number; readonly width: number; readonly channels: 1 | 3 };

export const fromPixels = (pixels: Uint8Array, { height, width, channels }: FaceShape): Sharp =>
  sharp(pixels, { raw: { width, height, channels } });

export type Pixels = { readonly pixels: Uint8Array; readonly width: number; readonly height: number };

/** Runs a pipeline on one of libuv's threads; it is queued there before this returns. Of a grey image sharp makes three equal channels. */
export async function toPixels(image: Sharp, channels: FaceShape['channels']): Promise<Pixels> {
  const wanted = channels === 1 ? image.extractChannel(0) : image;
  const { data, info } = await wanted.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
