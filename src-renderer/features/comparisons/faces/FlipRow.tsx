// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the rows of a virtual grid are
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its cell by aria-activedescendant
import { mediaUrl } from '#renderer/api/client.ts';
import { FaceImage, thumbnailSize } from '#renderer/components/FaceImage.tsx';
import { GridClassMark } from '#renderer/components/face-grid/GridClassMark.tsx';
import type { FlipFace } from '#shared/contract/comparisons.ts';
import { className } from '#shared/domain/labels.ts';
import type { PileOrder } from '../queries.ts';
import type { FlipNames } from './FlipView.tsx';
import { heatSource, type MapChoices, missingWord, seenSource, sharedMax } from './map-choice.ts';

export type FlipRowProps = {
  readonly row: number;
  readonly topPx: number;
  readonly columns: number;
  readonly cellPx: number;
  readonly total: number;
  /** Undefined while the face is not there yet. */
  readonly faceAt: (index: number) => FlipFace | undefined;
  readonly primary: number | null;
  readonly order: PileOrder;
  readonly choices: MapChoices;
  readonly opacity: number;
  readonly names: FlipNames;
};

export function FlipRow({ row, topPx, columns, total, faceAt, primary, ...pair }: FlipRowProps) {
  const start = row * columns;
  const indices = Array.from({ length: Math.min(columns, total - start) }, (_, column) => start + column);
  return (
    <div role="row" className="row" aria-rowindex={row + 1} style={{ transform: `translateY(${topPx}px)` }}>
      {indices.map((index) => {
        const face = faceAt(index);
        return (
          <div
            key={index}
            id={`flip${index}`}
            role="gridcell"
            data-index={index}
            className={index === primary ? 'cell primary' : 'cell'}
            aria-colindex={index - start + 1}
            aria-selected={index === primary}
            aria-busy={face === undefined}
          >
            {face === undefined ? (
              <div className="pair">
                <div className="picture" />
                <div className="picture" />
              </div>
            ) : (
              <Pair face={face} {...pair} />
            )}
          </div>
        );
      })}
    </div>
  );
}

type PairProps = Pick<FlipRowProps, 'cellPx' | 'order' | 'choices' | 'opacity' | 'names'> & { readonly face: FlipFace };

function Pair({ face, cellPx, order, choices, opacity, names }: PairProps) {
  const max = sharedMax(face);
  const [isFirstRight, isSecondRight] = RIGHT[order.pile];
  const first = { evaluationId: order.first, imageId: face.imageId, choice: choices.first, map: face.firstMap, max };
  const second = {
    evaluationId: order.second,
    imageId: face.secondImageId,
    choice: choices.second,
    map: face.secondMap,
    max,
  };
  const words = `${face.path}, ${className(face.label)}: ${names.first} ${face.firstScore.toFixed(3)}, ${names.second} ${face.secondScore.toFixed(3)}`;
  return (
    <>
      <div className="pair">
        <Half
          source={seenSource(first.evaluationId, first.imageId)}
          heat={heatSource(first)}
          missing={missingWord(first)}
          alt={words}
          {...{ cellPx, opacity }}
        />
        <Half
          source={seenSource(second.evaluationId, second.imageId)}
          heat={heatSource(second)}
          missing={missingWord(second)}
          alt=""
          {...{ cellPx, opacity }}
        />
      </div>
      <div className="scores" aria-hidden>
        <Score score={face.firstScore} isRight={isFirstRight} />
        <Score score={face.secondScore} isRight={isSecondRight} />
      </div>
      <div className="path" aria-hidden title={face.path}>
        <GridClassMark label={face.label} hasWord />
        <span>{face.path}</span>
      </div>
    </>
  );
}

const RIGHT = {
  bothRight: [true, true],
  onlyFirst: [true, false],
  onlySecond: [false, true],
  bothWrong: [false, false],
} as const;

type HalfProps = {
  readonly source: string;
  readonly heat: string | null;
  /** Why there is no map where one was asked for. */
  readonly missing: string | null;
  readonly alt: string;
  readonly cellPx: number;
  readonly opacity: number;
};

function Half({ source, heat, missing, alt, cellPx, opacity }: HalfProps) {
  const sizePx = Math.round(cellPx / 2);
  return (
    <div className="picture">
      <FaceImage source={source} sizePx={sizePx} alt={alt} />
      {heat !== null && (
        <img
          src={`${mediaUrl(heat)}&size=${thumbnailSize(sizePx)}`}
          alt=""
          data-heat
          loading="lazy"
          decoding="async"
          draggable={false}
          style={{ opacity }}
        />
      )}
      {missing !== null && <span className="missing">{missing}</span>}
    </div>
  );
}

const Score = ({ score, isRight }: { readonly score: number; readonly isRight: boolean }) => (
  <span className={isRight ? 'right' : 'wrong'}>
    {isRight ? '✓' : '✗'} {score.toFixed(3)}
  </span>
);
