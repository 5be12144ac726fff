/** Numbers as the reference project prints them, which is as Python does. */
const THOUSANDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 16000 -> "16,000". */
export const grouped = (count: number): string => THOUSANDS.format(count);

/** Python's "%g": six digits, no zeros at the end, an exponent below 0.0001 and from a million on. 0.0001 -> "0.0001", 0.1 * 1e-4 -> "1e-05". */
export function short(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const size = Math.abs(rounded);
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(rounded);
  return rounded.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** 0.9083125 -> "90.83125": a fraction as percent. */
export const percent = (fraction: number, decimals: number): string => (fraction * 100).toFixed(decimals);

/** hh:mm:ss, whole seconds that have passed. 24,900 -> "00:00:24". */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
