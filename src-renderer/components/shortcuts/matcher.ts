/** Which of the keys that are in force a press means; remembers the first half of "g h" for a moment. Knows no page, so that it can be tested. */
import { type Chord, isPressed, type Press, parseKeys } from './keys.ts';

export type Bound = { readonly keys: string };

/** `waiting`: a first half; the press is taken, and nothing happens yet. */
export type Match<T> =
  | { readonly kind: 'match'; readonly entry: T }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'none' };

/** A second key later than this begins anew. */
const PATIENCE_MS = 1_200;

const parsed = new Map<string, readonly Chord[]>();

function chordsOf(keys: string): readonly Chord[] {
  const known = parsed.get(keys) ?? parseKeys(keys);
  parsed.set(keys, known);
  return known;
}

export function createMatcher({ isMac }: { readonly isMac: boolean }) {
  let before: readonly Press[] = [];
  let lastMs = 0;

  const fits = ({ keys }: Bound, presses: readonly Press[]) => {
    const chords = chordsOf(keys);
    return (
      chords.length >= presses.length &&
      presses.every((press, i) => {
        const chord = chords[i];
        return chord !== undefined && isPressed(chord, press, { isMac });
      })
    );
  };

  /** Of several with the same keys, the last in the list: what was put up latest lies on top. */
  const match = <T extends Bound>(
    press: Press,
    { entries, nowMs }: { entries: readonly T[]; nowMs: number },
  ): Match<T> => {
    const earlier = nowMs - lastMs <= PATIENCE_MS ? before : [];
    const presses = [...earlier, press];
    const fitting = entries.filter((entry) => fits(entry, presses));
    const whole = fitting.findLast(({ keys }) => chordsOf(keys).length === presses.length);
    before = whole === undefined && fitting.length > 0 ? presses : [];
    lastMs = nowMs;
    if (whole !== undefined) return { kind: 'match', entry: whole };
    if (fitting.length > 0) return { kind: 'waiting' };
    // "g x": the x may mean something of its own.
    return earlier.length > 0 ? match(press, { entries, nowMs }) : { kind: 'none' };
  };
  return match;
}
