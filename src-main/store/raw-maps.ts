/** Heat maps as they lie in the database: float32, little-endian, row by row; so is every platform that TensorFlow runs on. */
import { AppError } from '#shared/errors.ts';

export const bytesOf = (values: Float32Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** @throws file_invalid where the bytes are not those of a map of this size */
export function valuesOf(
  raw: Buffer,
  { imageId, rows, columns }: { readonly imageId: number; readonly rows: number; readonly columns: number },
): Float32Array {
  const values = new Float32Array(rows * columns);
  if (raw.length !== values.byteLength)
    throw new AppError(
      'file_invalid',
      `The map of image ${imageId} has ${raw.length} bytes; expected ${values.byteLength}.`,
    );
  bytesOf(values).set(raw);
  return values;
}
