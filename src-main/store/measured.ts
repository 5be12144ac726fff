/** JSON and SQLite know no NaN: a measure that is not a finite number is stored as null. */
export const finiteOrNull = (value: number | null): number | null => (Number.isFinite(value) ? value : null);
