import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/api/client.ts';

/** As many as the back end remembers. */
const LINES = 2_000;

/** The program's log, oldest line first; new lines make it stale. */
export const useProgramLog = () =>
  useQuery(api.workspace.log.queryOptions({ input: { lines: LINES }, placeholderData: (before) => before }));
