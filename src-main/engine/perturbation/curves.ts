/**
 * Insertion and deletion: the picture is brought in or taken away pixel by pixel, the most important first. Source: V. Petsiuk, A. Das, K. Saenko 2018, "RISE: Randomized
 * Input Sampling for Explanation of Black-box Models", section 4.3: deletion, insertion from a blurred picture, and the area under either curve. There pixels go to zero;
 * here to the picture's mean colour, which is less of a shock.
 */
import type { FaceShape } from '../data/pixels.ts';
import { blurred, meanFilled } from './pictures.ts';

/** Pixels in the order of their importance, the largest first; equal ones row by row. */
export function byImportance(importance: Float64Array): Uint32Array {
  return Uint32Array.from(importance.keys()).sort(
    (a, b) => (importance[b] as number) - (importance[a] as number) || a - b, // in range: its own keys
  );
}

/** `steps` + 1 pictures: after 0, 1/steps ... all of the pixels. */
export const insertionPictures = (pixels: Uint8Array, options: CurveOptions): readonly Uint8Array[] =>
  between(blurred(pixels, options.shape), pixels, options);

export const deletionPictures = (pixels: Uint8Array, options: CurveOptions): readonly Uint8Array[] =>
  between(pixels, meanFilled(pixels, options.shape), options);

export type CurveOptions = { readonly shape: FaceShape; readonly order: Uint32Array; readonly steps: number };

function between(
  from: Uint8Array,
  to: Uint8Array,
  { shape: { channels }, order, steps }: CurveOptions,
): readonly Uint8Array[] {
  const picture = from.slice();
  let changed = 0;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const until = Math.round((order.length * step) / steps);
    for (; changed < until; changed++) {
      const at = (order[changed] as number) * channels; // in range: below `until`
      picture.set(to.subarray(at, at + channels), at);
    }
    return picture.slice();
  });
}
