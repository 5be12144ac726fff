/** Numbers as people read them. "–" stands for "not known", never 0. */

export const MISSING = '–';

const integerFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const dateTimeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const relativeFormat = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

type Known<T> = T | null | undefined;

/** 12345 -> "12,345" */
export const formatCount = (value: Known<number>): string => (value == null ? MISSING : integerFormat.format(value));

/** "1 face", "2,000 faces" */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** 0.9637 -> "96.4 %" */
export const formatPercent = (fraction: Known<number>, digits = 1): string =>
  fraction == null || !Number.isFinite(fraction) ? MISSING : `${(100 * fraction).toFixed(digits)} %`;

/** AUC, AP, EER, losses: four decimals. */
export const formatMetric = (value: Known<number>, digits = 4): string =>
  value == null || !Number.isFinite(value) ? MISSING : value.toFixed(digits);

/** 0.0001 -> "1e-4" */
export const formatLearningRate = (value: Known<number>): string =>
  value == null
    ? MISSING
    : value === 0
      ? '0'
      : value
          .toExponential(2)
          .replace(/\.?0+e/, 'e')
          .replace('e+', 'e');

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** 1536 -> "1.5 KiB" */
export function formatBytes(bytes: Known<number>): string {
  if (bytes == null) return MISSING;
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** h:mm:ss, or m:ss under an hour. */
export function formatDuration(durationMs: Known<number>): string {
  if (durationMs == null || !Number.isFinite(durationMs)) return MISSING;
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

export const formatDateTime = (atMs: Known<number>): string => (atMs == null ? MISSING : dateTimeFormat.format(atMs));

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 minutes ago"; the absolute time belongs on hover. */
export function formatRelative(atMs: Known<number>, nowMs = Date.now()): string {
  if (atMs == null) return MISSING;
  const passedMs = atMs - nowMs;
  if (Math.abs(passedMs) > 30 * 86_400_000) return formatDateTime(atMs);
  for (const [unit, ms] of STEPS)
    if (Math.abs(passedMs) >= ms) return relativeFormat.format(Math.trunc(passedMs / ms), unit);
  return 'just now';
}
