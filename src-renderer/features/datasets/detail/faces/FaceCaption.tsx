import { GridClassMark } from '#renderer/components/face-grid/GridClassMark.tsx';
import type { FaceItem } from '#shared/contract/datasets.ts';
import { SPLIT_WORDS } from './face-words.ts';

export type FaceCaptionProps = {
  readonly face: FaceItem;
  /** Room for the marks only. */
  readonly isShort: boolean;
};

/** Below a face: its class, whether that was changed or counts for nothing, its split. */
export function FaceCaption({ face: { label, csvLabel, isExcluded, split }, isShort }: FaceCaptionProps) {
  return (
    <>
      <GridClassMark label={label} hasWord={!isShort} />
      {label !== csvLabel && <span className="strong">{isShort ? '≠' : 'changed'}</span>}
      {isExcluded ? (
        <span className="strong end">{isShort ? 'out' : 'excluded'}</span>
      ) : (
        split !== null && <span className="end">{SPLIT_WORDS[split]}</span>
      )}
    </>
  );
}
