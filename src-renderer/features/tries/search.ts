/** What a link to the page says: which try is looked at, and how. */
import { z } from 'zod';
import { TryId } from '#shared/contract/tries.ts';
import { COLOUR_SCALES } from '#shared/domain/colour-scales.ts';
import { RunId } from '#shared/domain/records.ts';

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const TrySearch = z.object({
  /** The network; absent = the newest finished run. */
  run: optional(RunId),
  try: optional(TryId),
  /** The image that is looked at in large; absent = the first that was tried. */
  image: optional(z.int().min(0)),
  scale: optional(z.enum(COLOUR_SCALES)),
  view: optional(z.enum(['heat', 'image', 'regions'])),
  opacity: optional(z.number().min(0).max(1)),
});
export type TrySearch = z.infer<typeof TrySearch>;

export const trySearch = (search: Record<string, unknown>): TrySearch => TrySearch.parse(search);
