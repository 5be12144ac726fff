/** A short name for a set of settings that stays: FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv), 64 bits, over their JSON in the order of the keys. */
import type { SettingValue } from './sweep-file.ts';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 2n ** 64n - 1n;
const DIGITS = 10; // of base 36: 51 bits, so that among a thousand trials two alike are not to be expected

export function trialId(settings: Readonly<Record<string, SettingValue>>): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(JSON.stringify(sorted))) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(36).padStart(DIGITS, '0').slice(-DIGITS);
}
