/** What a link to a data set says: which part of it, and which faces in which order. */
import { defaultStringifySearch } from '@tanstack/react-router';
import { z } from 'zod';
import { FaceFilter, FaceSort } from '#shared/contract/datasets.ts';
import { type DatasetId, ImageId } from '#shared/domain/records.ts';

export const TABS = ['overview', 'faces', 'split', 'audit', 'revisions'] as const;
export type Tab = (typeof TABS)[number];

const filter = FaceFilter.shape;
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** "12" without quotes in an address that was typed is read as a number. */
const text = z.union([z.string(), z.number()]).transform(String);

const DatasetSearch = z.object({
  tab: optional(z.enum(TABS)),
  label: optional(filter.label.unwrap().unwrap()),
  split: optional(filter.split.unwrap().unwrap()),
  state: optional(filter.state.unwrap().unwrap()),
  format: optional(text),
  source: optional(text),
  group: optional(text),
  text: optional(text),
  sort: optional(FaceSort),
  descending: optional(z.boolean()),
  /** The face that is looked at. */
  face: optional(ImageId),
});
export type DatasetSearch = z.infer<typeof DatasetSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const datasetSearch = (search: Record<string, unknown>): DatasetSearch => DatasetSearch.parse(search);

export const FILTER_KEYS = ['label', 'split', 'state', 'format', 'source', 'group', 'text'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

export const filterOf = (search: DatasetSearch): FaceFilter =>
  Object.fromEntries(FILTER_KEYS.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])));

/** Which faces a link shows, and in which order. */
export const orderOf = (search: DatasetSearch) => ({
  filter: filterOf(search),
  sort: search.sort ?? ('line' as const),
  isDescending: search.descending ?? false,
});

export const hasFilter = (search: DatasetSearch): boolean => FILTER_KEYS.some((key) => search[key] !== undefined);

export const NO_FILTER = Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined]));

/** The address that shows it. */
export const datasetLink = (datasetId: DatasetId, search: DatasetSearch): string =>
  `/datasets/${datasetId}${defaultStringifySearch(search)}`;
