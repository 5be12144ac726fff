/**
 * How a run is drawn wherever curves of several runs stand together: one colour and one pattern a run, by its place in the order of creation and never by
 * its place on the page, so that a run keeps them when others come and go. Seven colours; beyond seven runs a pattern tells apart what shares one.
 */
import { RUN_COLOURS } from '#renderer/theme.ts';

export type RunLook = {
  readonly colour: string;
  /** Lengths of dash and gap in px; null = a whole line. */
  readonly dash: readonly number[] | null;
};

const DASHES: readonly RunLook['dash'][] = [null, [2, 3], [10, 3, 2, 3], [14, 4]];

/** `ordinal` from 1. */
export function runLook(ordinal: number): RunLook {
  const place = ordinal - 1;
  return {
    colour: RUN_COLOURS[place % RUN_COLOURS.length] ?? RUN_COLOURS[0],
    dash: DASHES[Math.floor(place / RUN_COLOURS.length) % DASHES.length] ?? null,
  };
}

/** Of runs that stand together: where two would look the same, the younger one takes the next pattern. */
export function runLooks(ordinals: readonly number[]): ReadonlyMap<number, RunLook> {
  const looks = new Map<number, RunLook>();
  const taken = new Set<string>();
  for (const ordinal of ordinals.toSorted((a, b) => a - b)) {
    let wanted = ordinal;
    for (let turn = 1; turn < DASHES.length && taken.has(nameOf(runLook(wanted))); turn++) wanted += RUN_COLOURS.length;
    const look = runLook(wanted);
    taken.add(nameOf(look));
    looks.set(ordinal, look);
  }
  return looks;
}

const nameOf = ({ colour, dash }: RunLook) => `${colour} ${dash?.join(' ') ?? ''}`;
