/** The part of x that a chart shows, by keys: what dragging and a double click do with a pointer. */

/** Percent of the whole, 0..100. */
export type ZoomRange = { readonly start: number; readonly end: number };

export const ZOOM_KEYS = '+ - ArrowLeft ArrowRight 0';

const WHOLE: ZoomRange = { start: 0, end: 100 };
/** Of what is shown, for a step to the left or right. */
const STEP = 0.25;
const NARROWEST = 1;

/** Null where the key means nothing to a chart. The range never leaves the whole. */
export function afterZoomKey(key: string, range: ZoomRange): ZoomRange | null {
  const width = range.end - range.start;
  switch (key) {
    case '+':
    case '=': // the same key without Shift, on many keyboards
      return widened(range, Math.max(NARROWEST, width / 2));
    case '-':
      return widened(range, width * 2);
    case 'ArrowLeft':
      return within({ start: range.start - STEP * width, end: range.end - STEP * width });
    case 'ArrowRight':
      return within({ start: range.start + STEP * width, end: range.end + STEP * width });
    case '0':
      return WHOLE;
    default:
      return null;
  }
}

/** Around its middle. */
function widened({ start, end }: ZoomRange, width: number): ZoomRange {
  const middle = (start + end) / 2;
  return width >= 100 ? WHOLE : within({ start: middle - width / 2, end: middle + width / 2 });
}

/** Moved back inside, no narrower. */
function within({ start, end }: ZoomRange): ZoomRange {
  const shift = start < 0 ? -start : end > 100 ? 100 - end : 0;
  return { start: start + shift, end: end + shift };
}
