/** What the editor opens, as the address says it. */
import { z } from 'zod';
import { QueueId } from '#shared/contract/training.ts';

export type EditSearch = {
  /** One of the person's own or of Facet's. */
  readonly preset?: string;
  /** A run's id. */
  readonly run?: string;
  /** With `run`: begins with the weights of its best epoch. */
  readonly weights?: 'best';
  /** A CSV to train on. */
  readonly data?: string;
  /** A training that waits in the queue. */
  readonly entry?: QueueId;
};

const NAMES = {
  preset: z.string().min(1).max(200),
  run: z.string().min(1).max(40),
  weights: z.literal('best'),
  data: z.string().min(1).max(4096),
  entry: QueueId,
} as const;

/** What makes no sense is left out; none of them = the draft. */
export function editSearch(search: Record<string, unknown>): EditSearch {
  const fitting = Object.entries(NAMES).flatMap(([name, schema]) => {
    const value = schema.safeParse(search[name]);
    return value.success ? [[name, value.data]] : [];
  });
  return Object.fromEntries(fitting) as EditSearch; // names and values of NAMES
}

/** The address of the editor with it. */
export function editLink(search: EditSearch): string {
  const parameters = new URLSearchParams(
    Object.entries(search).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? quoted(value) : String(value),
    ]),
  );
  return `/configurations/edit?${parameters}`;
}

/** The router takes a value that is JSON for what it says: a name such as 42 needs quotes. */
function quoted(text: string): string {
  try {
    JSON.parse(text);
    return JSON.stringify(text);
  } catch {
    return text; // a text like most
  }
}
