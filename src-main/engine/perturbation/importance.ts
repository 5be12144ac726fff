import { type RawMap, resizeMap, type Size } from '#shared/domain/region-mask.ts';

/** A raw map as the importance of each pixel, [height, width]: moved to a least of 0, resized bilinearly, the largest 1; as the `grad-cam` package's `scale_cam_image`. A map of one value is 0 throughout. */
export function importanceOf({ values, rows, columns }: RawMap, size: Size): Float64Array {
  const raw = Float64Array.from(values);
  const least = raw.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = raw.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const scaled = most === least ? raw.fill(0) : raw.map((value) => (value - least) / (most - least));
  return resizeMap({ values: scaled, rows, columns }, size);
}
