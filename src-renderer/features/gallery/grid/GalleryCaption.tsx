import { mediaUrl } from '#renderer/api/client.ts';
import { GridClassMark } from '#renderer/components/face-grid/GridClassMark.tsx';
import type { GalleryFace, Verdict } from '#shared/contract/predictions.ts';
import { isWrong } from '../words.ts';
import { OutcomeMark } from './OutcomeMark.tsx';

export type GalleryCaptionProps = {
  readonly face: GalleryFace;
  readonly sizePx: number;
  /** Of its heat map; null = none is shown. */
  readonly overlay: string | null;
};

const ROOM_FOR_DIGITS_PX = 156;
const ROOM_FOR_WORDS_PX = 120;
const ROOM_FOR_CLASS_PX = 96;

const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  'label-wrong': '1 label',
  'bad-crop': '2 crop',
  ambiguous: '3 ambiguous',
  'models-fault': '4 model',
};

/** Below a face: what it is, whether the network was right, its score; over it, where it has them, its heat map and its marks. */
export function GalleryCaption({ face, sizePx, overlay }: GalleryCaptionProps) {
  const { label, outcome, score, verdict, tags, hasNote, labelNow, isExcluded } = face;
  const state = isExcluded ? 'excluded' : labelNow === null ? null : 'relabelled';
  const badge = [verdict === null ? null : VERDICT_SIGNS[verdict], ...tags, hasNote ? 'note' : null, state];
  const marks = badge.filter((mark) => mark !== null);
  return (
    <>
      {overlay !== null && <img className="heat" src={mediaUrl(overlay)} alt="" loading="lazy" draggable={false} />}
      {marks.length > 0 && (
        <span className="marks">
          {marks[0]}
          {marks.length > 1 && ` +${marks.length - 1}`}
        </span>
      )}
      <GridClassMark label={label} hasWord={sizePx >= ROOM_FOR_CLASS_PX} />
      <span className={isWrong(outcome) ? 'outcome wrong' : 'outcome'}>
        <OutcomeMark outcome={outcome} />
        {sizePx >= ROOM_FOR_WORDS_PX && (isWrong(outcome) ? 'wrong' : 'right')}
      </span>
      <span className="end">{score.toFixed(sizePx >= ROOM_FOR_DIGITS_PX ? 3 : 2)}</span>
    </>
  );
}
