import { z } from 'zod';

/** Which lines of the log are shown. */
export const LogSearch = z.object({
  level: z.enum(['all', 'warning', 'error']).catch('all').default('all'),
  /** Part of a line, or a call's id. */
  text: z.coerce.string().catch('').default(''), // the router reads digits as a number
});
export type LogSearch = z.infer<typeof LogSearch>;
