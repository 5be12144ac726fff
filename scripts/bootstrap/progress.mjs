import { isStopping } from './process.mjs';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const MOST_CELLS = 24;
const LEAST_CELLS = 10;
const RATE_AFTER_MS = 500;
const REDRAW_EVERY_MS = 100;
const USUAL_COLUMNS = 80;

/** 273829956 -> '274 MB', 1259581043 -> '1.3 GB': decimal units, one decimal below 10. */
export function formatBytes(sizeBytes) {
  let size = sizeBytes;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

/** 4_200 -> '4.2 s', 63_000 -> '63 s', 200_000 -> '3 min 20 s'. */
export function formatDuration(durationMs) {
  const seconds = durationMs / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 119.5) return `${Math.round(seconds)} s`;
  return `${Math.floor(Math.round(seconds) / 60)} min ${Math.round(seconds) % 60} s`;
}

const formats = { bytes: formatBytes, count: String };

/**
 * One line with label, bar, percent, amounts and rate: 'Wheel [######------]  50 %  137 MB of 274 MB  12 MB/s'. The bar takes what room is
 * left of `columns`, up to MOST_CELLS; where even the smallest does not fit, the rate goes first, then the amounts, then the line's end.
 */
export function barLine({ label, value, total, unit, elapsedMs, columns }) {
  const fraction = total > 0 ? Math.min(1, value / total) : 0;
  const percent = `${String(Math.floor(fraction * 100)).padStart(3)} %`;
  const amount = amounts({ value, total, unit });
  const rate = unit === 'bytes' && elapsedMs > RATE_AFTER_MS ? [`${formatBytes((value / elapsedMs) * 1000)}/s`] : [];
  const tails = [[percent, amount, ...rate], [percent, amount], [percent]].map((parts) => parts.join('  '));
  const room = (tail) => columns - label.length - tail.length - ' [] '.length;
  const tail = tails.find((candidate) => room(candidate) >= LEAST_CELLS) ?? percent;
  const cells = Math.max(LEAST_CELLS, Math.min(MOST_CELLS, room(tail)));
  const full = Math.floor(fraction * cells);
  return `${label} [${'#'.repeat(full)}${'-'.repeat(cells - full)}] ${tail}`.slice(0, columns);
}

function amounts({ value, total, unit }) {
  return `${formats[unit](Math.min(value, total))} of ${formats[unit](total)}`;
}

/**
 * Progress of one step. On a terminal a bar that redraws itself and is erased at the end; elsewhere a line at each tenth that was passed.
 * `update` takes what is done so far, in `unit`s; values beyond `total` (a pinned estimate) stay at 100 %.
 *
 * @param {{ label: string, total: number, unit?: 'bytes' | 'count', out: NodeJS.WriteStream, now?: () => number }} options
 */
export function startProgress({ label, total, unit = 'bytes', out, now = Date.now }) {
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let tenths = 0;
  const draw = (value) => {
    const columns = (out.columns || USUAL_COLUMNS) - 1;
    out.write(`\r\x1b[2K${barLine({ label, value, total, unit, elapsedMs: now() - startedAt, columns })}`);
  };
  return {
    update(value) {
      if (isStopping()) return;
      if (out.isTTY) {
        if (now() - drawnAt < REDRAW_EVERY_MS) return;
        drawnAt = now();
        draw(value);
        return;
      }
      const fraction = total > 0 ? Math.min(1, value / total) : 0;
      if (Math.floor(fraction * 10) <= tenths) return;
      tenths = Math.floor(fraction * 10);
      out.write(`${label}: ${Math.floor(fraction * 100)} % (${amounts({ value, total, unit })})\n`);
    },
    finish() {
      if (out.isTTY) out.write('\r\x1b[2K');
      return now() - startedAt;
    },
  };
}

/** Runs `work` while reading `measure` five times a second into a progress display; the display ends however the work ends. */
export async function withProgress(options, measure, work) {
  const progress = startProgress(options);
  const timer = setInterval(() => progress.update(measure()), 200);
  try {
    return await work(progress);
  } finally {
    clearInterval(timer);
    progress.finish();
  }
}
