/** Keys as they are written in one place and read in three: by the listener, on the sheet, beside a command. "Mod+K", "g h", "?". */

/** One press. `Mod` is Ctrl, on a Mac Cmd. */
export type Chord = {
  readonly key: string;
  readonly hasMod: boolean;
  readonly hasShift: boolean;
  readonly hasAlt: boolean;
};

/** What of a keyboard event counts. */
export type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

const NAMES: Readonly<Record<string, string>> = {
  Space: ' ',
  Esc: 'Escape',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Del: 'Delete',
  Plus: '+',
};

const MODIFIERS = ['Mod', 'Shift', 'Alt'] as const;

/** Presses one after another: "g h" is two. The plus key is written "Plus". */
export const parseKeys = (keys: string): readonly Chord[] => keys.split(' ').map(parseChord);

function parseChord(text: string): Chord {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1);
  const isKnown = modifiers.every((modifier) => MODIFIERS.some((known) => known === modifier));
  if (key === '' || !isKnown) throw new Error(`"${text}" is no key: expected "Mod+Shift+Alt+key" or a part of it.`);
  return {
    key: NAMES[key] ?? (key.length === 1 ? key.toLowerCase() : key),
    hasMod: modifiers.includes('Mod'),
    hasShift: modifiers.includes('Shift'),
    hasAlt: modifiers.includes('Alt'),
  };
}

/** Shift is part of how "?" is typed, and which keys need it depends on the keyboard: it counts for letters and named keys only. */
export function isPressed(chord: Chord, press: Press, { isMac }: { readonly isMac: boolean }): boolean {
  const hasMod = isMac ? press.metaKey : press.ctrlKey;
  const hasOther = isMac ? press.ctrlKey : press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isSign = key.length === 1 && key !== ' ' && key.toUpperCase() === key.toLowerCase();
  return (
    key === chord.key &&
    hasMod === chord.hasMod &&
    !hasOther &&
    press.altKey === chord.hasAlt &&
    (isSign || press.shiftKey === chord.hasShift)
  );
}

export const isModifier = ({ key }: Pick<Press, 'key'>): boolean =>
  ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead'].includes(key);

const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
};

/** As the keys are labelled, press by press: "Mod+K" -> [["Ctrl", "K"]], "g h" -> [["G"], ["H"]]. */
export const labelsOf = (keys: string, { isMac }: { readonly isMac: boolean }): readonly (readonly string[])[] =>
  parseKeys(keys).map(({ key, hasMod, hasShift, hasAlt }) => [
    ...(hasMod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(hasAlt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(hasShift ? ['Shift'] : []),
    SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]);

/** For who hears them: "Ctrl+K", "G then H". */
export const spoken = (keys: string, options: { readonly isMac: boolean }): string =>
  labelsOf(keys, options)
    .map((press) => press.join('+'))
    .join(' then ');

/** For aria-keyshortcuts, which knows single presses only. */
export function ariaKeys(keys: string, { isMac }: { readonly isMac: boolean }): string | undefined {
  const [first, ...rest] = parseKeys(keys);
  if (first === undefined || rest.length > 0) return undefined;
  const { key, hasMod, hasShift, hasAlt } = first;
  return [
    ...(hasMod ? [isMac ? 'Meta' : 'Control'] : []),
    ...(hasAlt ? ['Alt'] : []),
    ...(hasShift ? ['Shift'] : []),
    key === ' ' ? 'Space' : key,
  ].join('+');
}
