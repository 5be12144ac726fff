/** What a person chose about the window, kept in the workspace: so both shells and every restart find it. */
import { z } from 'zod';
import { ImageId, RunId } from '../domain/records.ts';
import { procedure } from './procedure.ts';
import { MAX_PROBES } from './training.ts';

/** Columns of a table, by the person's own order and width. */
export const TableLayout = z.object({
  columns: z.array(z.object({ id: z.string(), isVisible: z.boolean(), widthPx: z.number().nullable() })),
  sort: z.array(z.object({ id: z.string(), isDescending: z.boolean() })),
  groupBy: z.string().nullable(),
  hidesEqual: z.boolean(),
});
export type TableLayout = z.infer<typeof TableLayout>;

/** A saved view is a rule, not a list of rows: the link that restores it. */
export const SavedView = z.object({ name: z.string().min(1).max(80), page: z.string(), link: z.string() });
export type SavedView = z.infer<typeof SavedView>;

/** What was typed and not saved: it survives reload and restart. */
export const Draft = z.object({
  yaml: z.string(),
  /** What it began as: a preset's or a run's name, for the difference shown. */
  origin: z.string().nullable(),
  originYaml: z.string().nullable(),
  changedAtMs: z.number(),
});
export type Draft = z.infer<typeof Draft>;

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Shows every field of a form, not the few that most experiments change. */
  showsAllFields: z.boolean(),
  runsTable: TableLayout.nullable(),
  baselineRunId: RunId.nullable(),
  /** Faces that the next trainings score and explain after each epoch; none = some of each class, drawn at random. */
  pinnedFaces: z.array(ImageId).max(MAX_PROBES),
  savedViews: z.array(SavedView).max(100),
  draft: Draft.nullable(),
  thumbnailSizePx: z.int().min(64).max(320),
  /** Weight of the past in a smoothed curve, 0..1; 0 = as it is. */
  curveSmoothing: z.number().min(0).lt(1),
  /** What the window asked before it closed while a training ran: remembered where the person said so. */
  closeWhileTraining: z.enum(['ask', 'background', 'stop']),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  showsAllFields: false,
  runsTable: null,
  baselineRunId: null,
  pinnedFaces: [],
  savedViews: [],
  draft: null,
  thumbnailSizePx: 128,
  curveSmoothing: 0,
  closeWhileTraining: 'ask',
};

export const settings = {
  get: procedure.output(Settings),
  /** Changes the keys that are given and leaves the others. */
  change: procedure.input(z.strictObject(Settings.partial().shape)).output(Settings),
};
