/** What stands on the right of an operator, read as the field on the left needs it. */
import { FilterError, type Token } from './tokens.ts';

/**
 * text: words. texts: several of them, such as tags. number: as it is. fraction: 0..1 or in percent. duration: milliseconds. instant: milliseconds
 * since 1970. flag: yes or no.
 */
export type FieldKind = 'text' | 'texts' | 'number' | 'fraction' | 'duration' | 'instant' | 'flag';

/** From `low` up to, without, `high`; a number is a point: both are the same. */
export type Range = { readonly low: number; readonly high: number };

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** @throws FilterError naming what is expected */
export function rangeOf(token: Token, { kind, name, nowMs }: { kind: FieldKind; name: string; nowMs: number }): Range {
  const range = READERS[kind as keyof typeof READERS](token.text.toLowerCase(), nowMs);
  if (range === null)
    throw new FilterError(`"${token.text}" is no value of ${name}, which is ${KIND_WORDS[kind]}.`, token);
  return range;
}

export const KIND_WORDS: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  texts: 'a list of words',
  number: 'a number, such as 12 or 1e-3',
  fraction: 'a fraction, such as 0.95 or 95%',
  duration: 'a duration, such as 90s, 30m, 2h or 1:30:00',
  instant: 'a time, such as 2026-11-24, 2026-11-24T14:30, today or 7d (seven days ago)',
  flag: 'yes or no',
};

const point = (value: number): Range => ({ low: value, high: value });

const READERS = {
  number: (text: string) => (NUMBER.test(text) ? point(Number(text)) : null),
  fraction: (text: string) => {
    const isPercent = text.endsWith('%');
    const digits = isPercent ? text.slice(0, -1) : text;
    if (!NUMBER.test(digits)) return null;
    const value = isPercent ? Number(digits) / 100 : Number(digits);
    return Math.abs(value) <= 1 ? point(value) : null;
  },
  duration: (text: string) => {
    const durationMs = durationOf(text);
    return durationMs === null ? null : point(durationMs);
  },
  instant: (text: string, nowMs: number) => instantOf(text, nowMs),
  flag: (text: string) => {
    if (['yes', 'true', '1'].includes(text)) return point(1);
    return ['no', 'false', '0'].includes(text) ? point(0) : null;
  },
} as const;

/** 90s, 1h30m, 1:30:00, 2:30 */
function durationOf(text: string): number | null {
  if (/^\d+(?::\d{1,2}){1,2}$/.test(text))
    return text.split(':').reduce((total, part) => total * 60 + Number(part), 0) * SECOND_MS;
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text);
  if (match === null || text === '') return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
}

/** A day is a range: "created = 2026-11-24" means any time of it, in this machine's time zone. */
function instantOf(text: string, nowMs: number): Range | null {
  const now = new Date(nowMs);
  const day = (offset: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset).getTime();
  if (text === 'today') return { low: day(0), high: day(1) };
  if (text === 'yesterday') return { low: day(-1), high: day(0) };
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:t(\d{2}):(\d{2}))?)?)?$/.exec(text);
  if (match === null) {
    const agoMs = durationOf(text);
    return agoMs === null ? null : point(nowMs - agoMs);
  }
  const parts = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  const low = dateOf(parts);
  const written = [low.getFullYear(), low.getMonth() + 1, low.getDate(), low.getHours(), low.getMinutes()];
  if (parts.some((part, i) => part !== written[i])) return null; // 30 February
  const next = dateOf(parts.with(-1, (parts.at(-1) ?? 0) + 1));
  return { low: low.getTime(), high: next.getTime() };
}

const dateOf = ([year = 0, month = 1, date = 1, hour = 0, minute = 0]: readonly number[]) =>
  new Date(year, month - 1, date, hour, minute);
