/** What crosses between the back end and the images child, checked on arrival on either side. */
import { z } from 'zod';

export const ImageFormat = z.enum(['jpeg', 'png', 'webp', 'bmp']);
export type ImageFormat = z.infer<typeof ImageFormat>;

/** What a full decode found out. Width and height are those of the upright image; `sha256` is the file's, in hexadecimal. */
export const ImageFacts = z.object({
  sha256: z.string().length(64),
  sizeBytes: z.int().positive(),
  mtimeMs: z.number(),
  width: z.int().positive(),
  height: z.int().positive(),
  format: ImageFormat,
});
export type ImageFacts = z.infer<typeof ImageFacts>;

/** `reason` continues the file's name: "is damaged (...)". */
export const ImageCheck = z.discriminatedUnion('kind', [
  ImageFacts.extend({ kind: z.literal('ok'), file: z.string() }),
  z.object({ kind: z.literal('bad'), file: z.string(), reason: z.string() }),
]);
export type ImageCheck = z.infer<typeof ImageCheck>;

export const ImagesRequest = z.object({ kind: z.literal('check'), id: z.int(), file: z.string() });
export type ImagesRequest = z.infer<typeof ImagesRequest>;

export const ImagesReply = z.object({ kind: z.literal('checked'), id: z.int(), check: ImageCheck });
export type ImagesReply = z.infer<typeof ImagesReply>;
