import { formatPercent } from '#renderer/components/format.ts';
import { wilsonInterval } from '#shared/metrics/intervals.ts';

/** "94.1 to 97.6 %": Wilson's interval of 95 % for a share of n; empty where there are none. */
export function intervalText(share: number | null, n: number): string {
  const interval = share === null ? null : wilsonInterval(Math.round(share * n), n);
  return interval === null ? '' : `${(100 * interval.low).toFixed(1)} to ${formatPercent(interval.high)}`;
}
