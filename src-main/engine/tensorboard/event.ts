/** tensorflow.Event and what it holds (tensorflow/core/util/event.proto, framework/summary.proto), as far as Facet writes them. */
import {
  doubleField,
  doublesField,
  floatField,
  int64Field,
  joined,
  messageField,
  type Pieces,
  stringField,
} from '../protobuf/write.ts';
import type { Histogram } from './histogram.ts';

/** What every event file begins with: events.cc, kCurrentVersion. */
const FILE_VERSION = 'brain.Event:2';

/** Field numbers. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 };
const SUMMARY_VALUE = 1;
const VALUE = { tag: 1, simpleValue: 2, histogram: 5 };
const HISTOGRAM = { min: 1, max: 2, count: 3, sum: 4, sumOfSquares: 5, limits: 6, counts: 7 };

export type SummaryEvent = {
  readonly timeMs: number;
  readonly step: number;
  readonly tag: string;
  readonly content:
    | { readonly kind: 'scalar'; readonly value: number }
    | { readonly kind: 'histogram'; readonly histogram: Histogram };
};

export const encodeFileVersion = (timeMs: number): Uint8Array =>
  joined(doubleField(EVENT.wallTime, timeMs / 1000), stringField(EVENT.fileVersion, FILE_VERSION));

/** In the plain form that PyTorch's SummaryWriter uses; TensorBoard turns it into its plugins' form as it reads. */
export const encodeSummary = ({ timeMs, step, tag, content }: SummaryEvent): Uint8Array =>
  joined(
    doubleField(EVENT.wallTime, timeMs / 1000),
    int64Field(EVENT.step, step),
    messageField(
      EVENT.summary,
      messageField(
        SUMMARY_VALUE,
        stringField(VALUE.tag, tag),
        content.kind === 'scalar'
          ? floatField(VALUE.simpleValue, content.value)
          : messageField(VALUE.histogram, ...histogramFields(content.histogram)),
      ),
    ),
  );

const histogramFields = ({ min, max, count, sum, sumOfSquares, limits, counts }: Histogram): Pieces[] => [
  doubleField(HISTOGRAM.min, min),
  doubleField(HISTOGRAM.max, max),
  doubleField(HISTOGRAM.count, count),
  doubleField(HISTOGRAM.sum, sum),
  doubleField(HISTOGRAM.sumOfSquares, sumOfSquares),
  doublesField(HISTOGRAM.limits, limits),
  doublesField(HISTOGRAM.counts, counts),
];
