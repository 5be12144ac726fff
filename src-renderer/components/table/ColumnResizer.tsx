import { type PointerEvent, useState } from 'react';
import { boundedWidth } from './table.ts';

export type ColumnResizerProps = {
  readonly title: string;
  readonly widthPx: number;
  /** While it is dragged. */
  readonly onDrag: (widthPx: number) => void;
  /** Null = the column's own width again. */
  readonly onKeep: (widthPx: number | null) => void;
};

/** The right edge of a title: drag it, or double-click it for the width that the column came with. The title's keys do the same for who has no pointer. */
export function ColumnResizer({ title, widthPx, onDrag, onKeep }: ColumnResizerProps) {
  const [start, setStart] = useState<{ readonly x: number; readonly widthPx: number } | null>(null);
  const widthAt = (event: PointerEvent, from: { readonly x: number; readonly widthPx: number }) =>
    boundedWidth(from.widthPx + event.clientX - from.x) ?? from.widthPx;
  return (
    <div
      className={start === null ? 'resizer' : 'resizer dragged'}
      aria-hidden
      title={`Drag: width of ${title}. Double-click: as it was.`}
      draggable
      onDragStart={(event) => {
        event.preventDefault(); // the title is dragged to move the column, its edge is not
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({ x: event.clientX, widthPx });
      }}
      onPointerMove={(event) => {
        if (start !== null) onDrag(widthAt(event, start));
      }}
      onPointerUp={(event) => {
        if (start !== null && event.clientX !== start.x) onKeep(widthAt(event, start));
        setStart(null);
      }}
      onPointerCancel={() => {
        if (start !== null) onKeep(start.widthPx);
        setStart(null);
      }}
      onDoubleClick={() => onKeep(null)}
    />
  );
}
