/** Pages of a long list, from one to another; the first is 0. */
export type PageRange = { readonly from: number; readonly to: number };

/** The pages of so many faces that hold what is on the screen, and half a screen beyond. */
export function pagesOf(first: number, last: number, pageFaces: number): PageRange {
  const reach = Math.ceil((last - first + 1) / 2);
  return {
    from: Math.floor(Math.max(0, first - reach) / pageFaces),
    to: Math.floor((last + reach) / pageFaces),
  };
}
