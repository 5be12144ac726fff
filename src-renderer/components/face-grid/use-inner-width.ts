import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of an element's inside, without its scroll bar; null before the first layout. */
export function useInnerWidth(element: RefObject<HTMLElement | null>): number | null {
  const [widthPx, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = () => setWidth(box.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}
