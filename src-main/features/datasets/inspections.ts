/** The tables that are being looked at, for as long as the program runs: their example faces have addresses without paths. */
import { randomBytes } from 'node:crypto';
import type { Inspection } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import { type InspectionRequest, inspectTable } from './inspect.ts';

export type Inspections = {
  readonly inspect: (request: InspectionRequest) => Promise<Inspection>;
  /** Where an example face of an inspection lies, absolute. @throws not_found */
  readonly fileOf: (id: string, line: number) => string;
};

const KEPT = 50;

export function createInspections(): Inspections {
  const files = new Map<string, ReadonlyMap<number, string>>();
  return {
    inspect: async (request) => {
      const table = await inspectTable(request);
      const id = randomBytes(8).toString('hex');
      files.set(id, table.files);
      const [oldest] = files.keys();
      if (files.size > KEPT && oldest !== undefined) files.delete(oldest);
      return { id, ...table.inspection };
    },
    fileOf: (id, line) => {
      const file = files.get(id)?.get(line);
      if (file !== undefined) return file;
      throw new AppError('not_found', 'That example face is no longer known.', { hint: 'Look at the table again.' });
    },
  };
}
