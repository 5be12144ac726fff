/** Runs as a filter sees them. */
import type { FilterContext, FilterField } from '#shared/filter/compile.ts';

export type Row = {
  readonly name: string;
  readonly network: string;
  readonly status: string;
  readonly accuracy: number | null;
  readonly lr: number | null;
  readonly tags: readonly string[];
  readonly durationMs: number | null;
  readonly createdAtMs: number;
  readonly isPinned: boolean;
};

export const NOW = new Date(2026, 10, 24, 12, 0);

export const row = (overrides: Partial<Row> = {}): Row => ({
  name: 'calm-heron-1',
  network: 'resnet18',
  status: 'finished',
  accuracy: 0.96,
  lr: 1e-3,
  tags: ['baseline', 'Try again'],
  durationMs: 90 * 60_000,
  createdAtMs: new Date(2026, 10, 24, 9, 30).getTime(),
  isPinned: false,
  ...overrides,
});

export const FIELDS: readonly FilterField<Row>[] = [
  { name: 'name', kind: 'text', valueOf: (run) => run.name },
  { name: 'network', kind: 'text', valueOf: (run) => run.network },
  { name: 'status', kind: 'text', valueOf: (run) => run.status },
  { name: 'best.accuracy', aliases: ['accuracy'], kind: 'fraction', valueOf: (run) => run.accuracy },
  { name: 'optimizer.lr', aliases: ['lr'], kind: 'number', valueOf: (run) => run.lr },
  { name: 'tag', aliases: ['tags'], kind: 'texts', valueOf: (run) => run.tags },
  { name: 'duration', kind: 'duration', valueOf: (run) => run.durationMs },
  { name: 'created', kind: 'instant', valueOf: (run) => run.createdAtMs },
  { name: 'pinned', kind: 'flag', valueOf: (run) => run.isPinned },
];

export const CONTEXT: FilterContext<Row> = {
  fields: FIELDS,
  textFields: FIELDS.filter(({ name }) => name === 'name' || name === 'tag'),
  nowMs: NOW.getTime(),
};
