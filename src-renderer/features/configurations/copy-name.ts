const LONGEST_NAME = 80;

/** "mine" -> "mine copy", "mine copy 2": the first that is free. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = `${name.replace(/ copy(?: \d+)?$/, '').slice(0, LONGEST_NAME - 10)} copy`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
