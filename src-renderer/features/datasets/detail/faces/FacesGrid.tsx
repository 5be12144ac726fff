import { type Ref, useState } from 'react';
import { FaceGrid, type FaceGridHandle } from '#renderer/components/face-grid/FaceGrid.tsx';
import type { GridSelection } from '#renderer/components/face-grid/grid-selection.ts';
import { type PageRange, pagesOf } from '#renderer/components/face-grid/page-range.ts';
import type { FaceItem } from '#shared/contract/datasets.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { type FaceOrder, PAGE_FACES, useFaceIds, useFaces } from '../queries.ts';
import { FaceCaption } from './FaceCaption.tsx';
import { nameOf } from './face-words.ts';

export type FacesGridProps = {
  readonly label: string;
  readonly scrollId: string;
  readonly order: FaceOrder;
  readonly total: number;
  readonly sizePx: number;
  readonly primary: number | null;
  /** The face is undefined where it has not come yet. */
  readonly onPrimary: (index: number, face: FaceItem | undefined) => void;
  readonly selection: GridSelection;
  readonly onSelectionChange: (selection: GridSelection) => void;
  readonly onOpen: (imageId: ImageId) => void;
  readonly ref: Ref<FaceGridHandle>;
};

/** Below it, a caption has room for marks only. */
const SHORT_CAPTION_PX = 100;

/** The grid and the pages that it needs. Apart from the bars around it, which do not change while somebody scrolls. */
export function FacesGrid({ order, onPrimary, onOpen, ...grid }: FacesGridProps) {
  const [pages, setPages] = useState<PageRange>({ from: 0, to: 0 });
  const faceAt = useFaces(order, pages);
  const idsOf = useFaceIds(order);
  return (
    <FaceGrid
      {...grid}
      faceAt={(index) => {
        const face = faceAt(index);
        if (face === undefined) return undefined;
        return { key: face.id, source: `images/${face.id}`, name: nameOf(face), isDimmed: face.isExcluded };
      }}
      captionAt={(index) => {
        const face = faceAt(index);
        return face !== undefined && <FaceCaption face={face} isShort={grid.sizePx < SHORT_CAPTION_PX} />;
      }}
      onRange={(first, last) => {
        const needed = pagesOf(first, last, PAGE_FACES);
        setPages((before) => (before.from === needed.from && before.to === needed.to ? before : needed));
      }}
      keysOf={idsOf}
      onPrimaryChange={(index) => onPrimary(index, faceAt(index))}
      onOpen={(index) => {
        const face = faceAt(index);
        if (face !== undefined) onOpen(face.id);
      }}
    />
  );
}
