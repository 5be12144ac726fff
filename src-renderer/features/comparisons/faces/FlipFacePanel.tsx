import { Box, Stack, Typography } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { pagesOf } from '#renderer/components/face-grid/page-range.ts';
import { formatMetric } from '#renderer/components/format.ts';
import { ColourBar } from '#renderer/components/heat-picture/ColourBar.tsx';
import { HeatPicture } from '#renderer/components/heat-picture/HeatPicture.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import type { RunLook } from '#renderer/components/run-look.ts';
import type { FlipSide, FlipSummary } from '#shared/contract/comparisons.ts';
import { DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className, predictedLabel } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { faceLink } from '../links.ts';
import { PAGE_FACES, type PileOrder, usePile } from '../queries.ts';
import { DEFAULT_OPACITY } from './FlipBar.tsx';
import type { FlipNames } from './FlipView.tsx';
import { heatSource, type MapChoices, seenSource, sharedMax } from './map-choice.ts';

export type FlipFacePanelProps = {
  readonly order: PileOrder;
  readonly index: number;
  readonly summary: FlipSummary;
  readonly names: FlipNames;
  readonly choices: MapChoices;
  readonly looks: { readonly first: RunLook; readonly second: RunLook };
  readonly opacity: number | undefined;
};

const WIDTH_PX = 316;
const PICTURE_PX = 196;

/** The face that is looked at, large: what either network saw, scored and leaned on, both maps on one colour scale. */
export function FlipFacePanel({
  order,
  index,
  summary,
  names,
  choices,
  looks,
  opacity = DEFAULT_OPACITY,
}: FlipFacePanelProps) {
  const face = usePile(order, pagesOf(index, index, PAGE_FACES))(index);
  if (face === undefined) return <Box sx={{ width: WIDTH_PX, flexShrink: 0 }} />;
  const max = sharedMax(face);
  const { first, second } = summary;
  const halves = [
    {
      side: first,
      name: names.first,
      look: looks.first,
      imageId: face.imageId,
      score: face.firstScore,
      map: face.firstMap,
      choice: choices.first,
    },
    {
      side: second,
      name: names.second,
      look: looks.second,
      imageId: face.secondImageId,
      score: face.secondScore,
      map: face.secondMap,
      choice: choices.second,
    },
  ];
  return (
    <Box
      component="aside"
      aria-label="The face that is looked at"
      tabIndex={0}
      sx={{ width: WIDTH_PX, flexShrink: 0, overflow: 'auto', borderLeft: 1, borderColor: 'divider', px: 2, py: 1.5 }}
    >
      <Stack spacing={1.5}>
        <Box>
          <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {face.path}
          </Typography>
          <Typography variant="body2">
            is <ClassMark label={face.label} />
          </Typography>
        </Box>
        <Stack direction="row" sx={{ gap: 1.5 }}>
          <Stack spacing={1.5} sx={{ width: PICTURE_PX, flexShrink: 0 }}>
            {halves.map(({ side, name, look, imageId, score, map, choice }, place) => (
              <Stack key={side.evaluationId} spacing={0.5}>
                <HeatPicture
                  source={seenSource(side.evaluationId, imageId)}
                  heatSource={heatSource({ evaluationId: side.evaluationId, imageId, choice, map, max })}
                  opacity={opacity}
                  frame={side.frame}
                  alt={`${face.path} as ${name} sees it`}
                  sizePx={PICTURE_PX}
                />
                <Stack direction="row" sx={{ gap: 1, alignItems: 'center', minWidth: 0 }}>
                  <RunSwatch look={look} isBaseline={place === 0} />
                  <Typography variant="body2" noWrap title={name} sx={{ fontWeight: 600 }}>
                    {name}
                  </Typography>
                </Stack>
                <ScoreLine side={side} score={score} isRight={predictedLabel(score, side.threshold) === face.label} />
                <MapLine map={map} choice={choice} />
                <OpenLink side={side} imageId={imageId} name={name} />
              </Stack>
            ))}
          </Stack>
          {max !== null && (
            <Box sx={{ height: PICTURE_PX, flexShrink: 0 }}>
              <ColourBar scale={DEFAULT_COLOUR_SCALE} max={max} note="shared by both maps of this face" />
            </Box>
          )}
        </Stack>
      </Stack>
    </Box>
  );
}

function ScoreLine({
  side,
  score,
  isRight,
}: {
  readonly side: FlipSide;
  readonly score: number;
  readonly isRight: boolean;
}) {
  return (
    <Typography variant="body2">
      {isRight ? '✓' : '✗'} score {formatMetric(score)}: called {className(predictedLabel(score, side.threshold))},{' '}
      {isRight ? 'right' : 'wrong'}
    </Typography>
  );
}

function MapLine({ map, choice }: Pick<Parameters<typeof heatSource>[0], 'map' | 'choice'>) {
  if (choice === null) return null;
  const words =
    map === null
      ? 'no heat map of this face'
      : map.max === 0
        ? 'an empty heat map: nothing speaks for this class'
        : `explains ${className(map.explainedClass)}, largest value ${Number(map.max.toPrecision(3))}`;
  return (
    <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
      {CAM_METHOD_TITLES[choice.method]} at {choice.layer}: {words}
    </Typography>
  );
}

const OpenLink = ({
  side,
  imageId,
  name,
}: {
  readonly side: FlipSide;
  readonly imageId: ImageId;
  readonly name: string;
}) => (
  <Typography variant="body2">
    <PageLink link={faceLink(side.evaluationId, imageId, { threshold: side.threshold })}>
      Open in the test of {name}
    </PageLink>
  </Typography>
);
