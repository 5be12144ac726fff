/** What a picture's address says, read through schemas: an address may come from anywhere. */
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { MediaRequest } from './handler.ts';

const DEFAULT_SIZE_PX = 128;
const LARGEST_PX = 1024;

export const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const SizePx = whole.pipe(z.int().min(1).max(LARGEST_PX)).default(DEFAULT_SIZE_PX);

/** The value at the top of the colour scale; absent = the map's own largest. */
export const Maximum = z.coerce.number().positive().optional();

/** @throws usage */
export const sizeOf = (request: MediaRequest): number => parameter(request, 'size', SizePx);

/** @throws not_found */
export function segments<T>({ segments: found }: MediaRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new AppError('not_found', `There is no image at ${found.join('/')}.`);
}

/** @throws usage */
export function parameter<T>({ parameters }: MediaRequest, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parameters.get(name) ?? undefined);
  if (parsed.success) return parsed.data;
  throw new AppError('usage', `"${name}" of an image's address is "${parameters.get(name)}".`, {
    hint: `size: whole pixels from 1 to ${LARGEST_PX}; max: a number above 0; class: 0 fake or 1 real.`,
  });
}
