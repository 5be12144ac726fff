/** A live bar on a terminal; elsewhere (a file, CI) a line now and then, so that a log stays readable. */
import { formatDuration, grouped } from '#shared/report/numbers.ts';

/** At most ten times a second. */
const REDRAW_MS = 100;
/** Without a terminal: a line for each tenth, and at least ten seconds after the last one. */
const LINES_PER_WHOLE = 10;
const LINE_MS = 10_000;
const DEFAULT_COLUMNS = 80;
const BAR_CELLS = { least: 10, most: 30 };
const CLEAR_LINE = '\r\u001b[K';

export type Progress = {
  /** What is going on: "Epoch 3/20". */
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: "batch", "image". */
  readonly unit: string;
  /** Null = not known yet. */
  readonly imagesPerSecond: number | null;
  readonly remainingMs: number | null;
};

/** What it needs of a stream such as process.stderr. */
export type ProgressStream = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
};

export type ProgressBar = {
  readonly update: (progress: Progress) => void;
  /** Takes the bar off the screen; the next update draws it again. Call it before anything else is printed, and at the end. */
  readonly clear: () => void;
};

export function createProgressBar(stream: ProgressStream, { now }: { readonly now: () => number }): ProgressBar {
  return stream.isTTY ? liveBar(stream, now) : occasionalLines(stream, now);
}

function liveBar(stream: ProgressStream, now: () => number): ProgressBar {
  let drawnMs = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    update: (progress) => {
      if (now() - drawnMs < REDRAW_MS && progress.done < progress.total) return;
      drawnMs = now();
      isShown = true;
      // One column stays free: a full line would wrap, and could not be cleared.
      stream.write(CLEAR_LINE + progressLine(progress, (stream.columns ?? DEFAULT_COLUMNS) - 1));
    },
    clear: () => {
      if (!isShown) return;
      stream.write(CLEAR_LINE);
      isShown = false;
      drawnMs = Number.NEGATIVE_INFINITY;
    },
  };
}

function occasionalLines(stream: ProgressStream, now: () => number): ProgressBar {
  let printed = { title: '', share: 0, atMs: now() };
  return {
    update: (progress) => {
      const share = Math.floor((progress.done / progress.total) * LINES_PER_WHOLE);
      if (progress.title !== printed.title) printed = { ...printed, title: progress.title, share: 0 };
      if (share <= printed.share || share >= LINES_PER_WHOLE || now() - printed.atMs < LINE_MS) return;
      printed = { title: progress.title, share, atMs: now() };
      stream.write(`${figuresOf(progress).join('  ')}\n`);
    },
    clear: () => undefined,
  };
}

/** "Epoch 3/20 [########------------]  40 %  batch 200/500  22.8 images/s  ETA 00:07:01", cut to the width. */
export function progressLine(progress: Progress, columns: number): string {
  const [title, ...figures] = figuresOf(progress);
  const text = figures.join('  ');
  const room = columns - `${title} []  ${text}`.length;
  const cells = Math.min(BAR_CELLS.most, room);
  if (cells < BAR_CELLS.least) return `${title}  ${text}`.slice(0, Math.max(0, columns));
  const filled = Math.floor(shareOf(progress) * cells);
  return `${title} [${'#'.repeat(filled)}${'-'.repeat(cells - filled)}]  ${text}`;
}

/** The rate of the last steps, and what it means for the rest: short-lived slowness is forgotten, as is the slow first step. */
export function createThroughput({ window = 20 } = {}) {
  const steps: { images: number; durationMs: number }[] = [];
  return {
    add: (images: number, durationMs: number) => {
      steps.push({ images, durationMs });
      if (steps.length > window) steps.shift();
    },
    /** Null before the first step. */
    imagesPerSecond: (): number | null => {
      const images = steps.reduce((sum, step) => sum + step.images, 0);
      const durationMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
      return durationMs > 0 ? (images / durationMs) * 1000 : null;
    },
  };
}

/** Null where the rate is not known yet. */
export const remainingMs = (images: number, imagesPerSecond: number | null): number | null =>
  imagesPerSecond === null || imagesPerSecond === 0 ? null : (images / imagesPerSecond) * 1000;

const figuresOf = (progress: Progress): string[] => [
  progress.title,
  `${String(Math.floor(shareOf(progress) * 100)).padStart(3)} %`,
  `${progress.unit} ${grouped(progress.done)}/${grouped(progress.total)}`,
  ...(progress.imagesPerSecond === null ? [] : [`${progress.imagesPerSecond.toFixed(1)} images/s`]),
  ...(progress.remainingMs === null ? [] : [`ETA ${formatDuration(progress.remainingMs)}`]),
];

const shareOf = ({ done, total }: Progress) => (total === 0 ? 1 : Math.min(1, done / total));
