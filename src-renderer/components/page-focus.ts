/** After a change of page the focus goes to the new page's heading, so that keyboard and screen reader begin where the page does. */

let isDue = false;
const headings = new Set<HTMLElement>();

/** A new page is shown, or will be as soon as it is loaded. */
export function moveFocusToPage(): void {
  const heading = [...headings].at(-1);
  isDue = heading === undefined;
  heading?.focus({ preventScroll: true });
}

/** For the page's heading, as its ref. */
export function pageHeading(element: HTMLElement): () => void {
  headings.add(element);
  if (isDue) element.focus({ preventScroll: true });
  isDue = false;
  return () => void headings.delete(element);
}
