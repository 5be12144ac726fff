/** Numbers as people read them. "–" stands for "not known", never 0. */

export const MISSING = '–';

const integerFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const dateTimeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const relativeFormat = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

type Known<T> = T | null | undefined;

/** Neither missing nor NaN nor endless. */
const isNumber = (value: Known<number>): value is number => value != null && Number.isFinite(value);

/** 12345 -> "12,345" */
export const formatCount = (value: Known<number>): string => (isNumber(value) ? integerFormat.format(value) : MISSING);

/** "1 face", "2,000 faces" */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** 0.9637 -> "96.4 %" */
export const formatPercent = (fraction: Known<number>, digits = 1): string =>
  isNumber(fraction) ? `${(100 * fraction).toFixed(digits)} %` : MISSING;

/** AUC, AP, EER, losses: four decimals. */
export const formatMetric = (value: Known<number>, digits = 4): string =>
  isNumber(value) ? value.toFixed(digits) : MISSING;

/** 0.0001 -> "1e-4" */
export function formatLearningRate(value: Known<number>): string {
  if (!isNumber(value)) return MISSING;
  if (value === 0) return '0';
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** 1536 -> "1.5 KiB" */
export function formatBytes(bytes: Known<number>): string {
  if (!isNumber(bytes)) return MISSING;
  let value = bytes;
  let unit = 0;
  // From 1023.5 on it would be rounded to 1024 of the smaller unit.
  while (Math.abs(value) >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || Math.abs(value) >= 99.95 ? value.toFixed(0) : value.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** h:mm:ss, or m:ss under an hour. */
export function formatDuration(durationMs: Known<number>): string {
  if (!isNumber(durationMs)) return MISSING;
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** "about 3 min left"; nothing where nobody knows. */
export function formatRemaining(remainingMs: Known<number>): string {
  if (!isNumber(remainingMs)) return '';
  if (remainingMs < 10_000) return 'a few seconds left';
  if (remainingMs < 55_000) return `about ${10 * Math.ceil(remainingMs / 10_000)} s left`;
  const minutes = Math.max(1, Math.round(remainingMs / 60_000));
  if (minutes < 60) return `about ${minutes} min left`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 24) return `about ${Math.floor(hours / 24)} d ${hours % 24} h left`;
  return rest === 0 ? `about ${hours} h left` : `about ${hours} h ${rest} min left`;
}

export const formatDateTime = (atMs: Known<number>): string => (isNumber(atMs) ? dateTimeFormat.format(atMs) : MISSING);

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 minutes ago"; the absolute time belongs on hover. */
export function formatRelative(atMs: Known<number>, nowMs = Date.now()): string {
  if (!isNumber(atMs)) return MISSING;
  const passedMs = atMs - nowMs;
  if (Math.abs(passedMs) > 30 * 86_400_000) return formatDateTime(atMs);
  for (const [unit, ms] of STEPS)
    if (Math.abs(passedMs) >= ms) return relativeFormat.format(Math.trunc(passedMs / ms), unit);
  return 'just now';
}
