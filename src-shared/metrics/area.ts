/** Area under a curve whose points lie evenly between 0 and 1, by trapezoids; at least two points. */
export function areaUnderCurve(values: ArrayLike<number>): number {
  const intervals = values.length - 1;
  let sum = 0;
  for (let i = 0; i < intervals; i++) sum += ((values[i] as number) + (values[i + 1] as number)) / 2; // in range: counted
  return sum / intervals;
}
