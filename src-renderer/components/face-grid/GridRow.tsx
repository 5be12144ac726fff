// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the rows of a virtual grid are
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its cell by aria-activedescendant
import { memo, type ReactNode, useState } from 'react';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import type { GridLayout } from './grid-layout.ts';

/** What the grid itself has to know of an item. */
export type GridFace = {
  /** Names it in a selection: an image's id, a prediction's. */
  readonly key: number;
  /** Of its picture's address: "images/12". */
  readonly source: string;
  /** What a screen reader says: "real/0001.jpg, real, excluded". */
  readonly name: string;
  /** Shown faintly: it counts for nothing at the moment. */
  readonly isDimmed: boolean;
};

export type GridRowProps = CellsProps & {
  /** It goes by too fast to be seen. */
  readonly isRushing: boolean;
};

/** A row that came while all was rushing by has neither pictures nor captions until that is over: nobody would see them, and fetching them costs what scrolls. */
export function GridRow({ isRushing, ...cells }: GridRowProps) {
  const [isFull, setFull] = useState(!isRushing);
  if (!isFull && !isRushing) setFull(true);
  return <Cells {...cells} isBare={!isFull} />;
}

type CellsProps = {
  readonly row: number;
  readonly topPx: number;
  readonly layout: GridLayout;
  readonly total: number;
  readonly prefix: string;
  /** Undefined while the item is not there yet. */
  readonly faceAt: (index: number) => GridFace | undefined;
  readonly captionAt: ((index: number) => ReactNode) | undefined;
  readonly primary: number | null;
  readonly chosen: ReadonlySet<number>;
};

/** What is clicked on, the grid finds out by data-index. Measured: drawn again only when something of it changes, scrolling costs half. */
const Cells = memo(function Cells({
  isBare,
  row,
  topPx,
  layout,
  total,
  prefix,
  faceAt,
  captionAt,
  primary,
  chosen,
}: CellsProps & { readonly isBare: boolean }) {
  const first = row * layout.columns;
  const indices = Array.from({ length: Math.min(layout.columns, total - first) }, (_, column) => first + column);
  return (
    <div role="row" className="row" aria-rowindex={row + 1} style={{ transform: `translateY(${topPx}px)` }}>
      {indices.map((index) => {
        const face = faceAt(index);
        const isLeftOut = isBare && index !== primary; // a key that is held down leads to a face that is shown
        const isChosen = face !== undefined && chosen.has(face.key);
        const classes = ['cell', isChosen && 'chosen', index === primary && 'primary', face?.isDimmed && 'dimmed'];
        return (
          <div
            key={index}
            id={`${prefix}${index}`}
            role="gridcell"
            data-index={index}
            className={classes.filter(Boolean).join(' ')}
            aria-colindex={index - first + 1}
            aria-selected={isChosen}
            aria-busy={face === undefined || isLeftOut}
          >
            <div className="picture">
              {face !== undefined && !isLeftOut && (
                <FaceImage source={face.source} sizePx={layout.cellPx} alt={face.name} isEager />
              )}
              {!isLeftOut && (
                <div className="corner" data-corner aria-hidden>
                  <span>✓</span>
                </div>
              )}
            </div>
            {captionAt !== undefined && !isLeftOut && (
              <div className="caption" aria-hidden>
                {face !== undefined && captionAt(index)}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
});
