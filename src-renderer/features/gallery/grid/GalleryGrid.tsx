import { styled } from '@mui/material';
import { type Ref, useState } from 'react';
import { FaceGrid, type FaceGridHandle } from '#renderer/components/face-grid/FaceGrid.tsx';
import type { GridSelection } from '#renderer/components/face-grid/grid-selection.ts';
import { type PageRange, pagesOf } from '#renderer/components/face-grid/page-range.ts';
import type { GalleryFace } from '#shared/contract/predictions.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { PAGE_FACES, type ShownOrder, useGalleryFaces, useGalleryIds } from '../queries.ts';
import { nameOf } from '../words.ts';
import { GalleryCaption } from './GalleryCaption.tsx';

export type GalleryGridProps = {
  readonly label: string;
  readonly scrollId: string;
  readonly shown: ShownOrder;
  readonly total: number;
  readonly sizePx: number;
  readonly primary: number | null;
  /** The face is undefined where it has not come yet. */
  readonly onPrimary: (index: number, face: GalleryFace | undefined) => void;
  readonly selection: GridSelection;
  readonly onSelectionChange: (selection: GridSelection) => void;
  readonly onOpen: (imageId: ImageId) => void;
  readonly ref: Ref<FaceGridHandle>;
};

/** The grid and the pages that it needs. Apart from what is around it, which does not change while somebody scrolls. */
export function GalleryGrid({ shown, onPrimary, onOpen, ...grid }: GalleryGridProps) {
  const [pages, setPages] = useState<PageRange>({ from: 0, to: 0 });
  const faceAt = useGalleryFaces(shown, pages);
  const idsOf = useGalleryIds(shown.order);
  const { evaluationId } = shown.order;
  const overlayOf = ({ imageId, hasMap }: GalleryFace): string | null => {
    if (shown.map === null || !hasMap) return null;
    const { method, layer } = shown.map;
    const parameters = new URLSearchParams({ method, layer, size: '128' });
    return `heatmaps/${evaluationId}/${imageId}?${parameters}`;
  };
  return (
    <Frame>
      <FaceGrid
        {...grid}
        faceAt={(index) => {
          const face = faceAt(index);
          if (face === undefined) return undefined;
          const { imageId } = face;
          const source = overlayOf(face) === null ? `images/${imageId}` : `seen/${evaluationId}/${imageId}`;
          return { key: imageId, source, name: nameOf(face), isDimmed: face.isExcluded };
        }}
        captionAt={(index) => {
          const face = faceAt(index);
          return face !== undefined && <GalleryCaption face={face} sizePx={grid.sizePx} overlay={overlayOf(face)} />;
        }}
        onRange={(first, last) => {
          const needed = pagesOf(first, last, PAGE_FACES);
          setPages((before) => (before.from === needed.from && before.to === needed.to ? before : needed));
        }}
        keysOf={idsOf}
        onPrimaryChange={(index) => onPrimary(index, faceAt(index))}
        onOpen={(index) => {
          const face = faceAt(index);
          if (face !== undefined) onOpen(face.imageId);
        }}
      />
    </Frame>
  );
}

const variable = (name: string) => `var(--mui-palette-${name})`;

/** What lies over a face: one style sheet for hundreds of them. */
const Frame = styled('div')(({ theme }) => ({
  height: '100%',
  '& .heat': {
    position: 'absolute',
    top: 0,
    left: 0,
    width: 'var(--cell)',
    height: 'var(--cell)',
    opacity: 0.55,
    borderRadius: 4,
    pointerEvents: 'none',
  },
  '& .marks': {
    ...theme.typography.caption,
    position: 'absolute',
    top: 4,
    right: 4,
    maxWidth: 'calc(var(--cell) - 40px)',
    padding: '0 6px',
    borderRadius: 4,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: variable('surface-tooltipText'),
    backgroundColor: variable('surface-tooltip'),
    pointerEvents: 'none',
  },
  '& .outcome': { display: 'inline-flex', alignItems: 'center', gap: 3, color: variable('text-secondary') },
  '& .outcome.wrong': { color: variable('text-primary'), fontWeight: 620 },
}));
