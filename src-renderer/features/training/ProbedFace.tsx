import CheckIcon from '@mui/icons-material/CheckOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import SwapHorizIcon from '@mui/icons-material/SwapHorizOutlined';
import { Box, Chip, Stack, Tooltip, Typography } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { formatMetric, MISSING } from '#renderer/components/format.ts';
import { className } from '#shared/domain/labels.ts';
import type { RunId } from '#shared/domain/records.ts';
import { type FaceHistory, type Outcome, outcomeAt } from './probe-history.ts';
import { ScoreTrace } from './ScoreTrace.tsx';

export type ProbedFaceProps = {
  readonly runId: RunId;
  readonly face: FaceHistory;
  /** Position among the epochs. */
  readonly at: number;
  readonly epoch: number;
  readonly hasMap: boolean;
};

/** About what is shown; the picture fills its column. */
const PICTURE_PX = 128;

const PICTURE = {
  ...{ position: 'relative', aspectRatio: '1', overflow: 'hidden', borderRadius: 1, bgcolor: 'face.backdrop' },
  '& > img': { width: '100%', height: '100%', objectFit: 'contain', display: 'block' },
  '& > .gone': {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    color: 'common.white',
    typography: 'caption',
  },
} as const;

/** One pinned face after one epoch: where the network looked, what it says, and whether that is right. */
export function ProbedFace({ runId, face, at, epoch, hasMap }: ProbedFaceProps) {
  const { imageId, path, label } = face;
  const outcome = outcomeAt(face, at);
  const isMapped = hasMap && outcome !== null;
  return (
    <Stack component="li" sx={{ gap: 0.5, minWidth: 0 }}>
      <Box sx={PICTURE} title={path}>
        <FaceImage
          source={isMapped ? probeSource(runId, epoch, imageId) : `images/${imageId}`}
          sizePx={PICTURE_PX}
          alt={altOf(face, outcome, isMapped)}
        />
        {outcome?.hasFlipped === true && <Flip />}
      </Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between', typography: 'caption' }}>
        <ClassMark label={label} />
        <Tooltip describeChild title="P(fake): called fake from 0.5 on">
          <Box component="span" sx={{ typography: 'body2', fontWeight: 560 }}>
            {outcome === null ? MISSING : formatMetric(outcome.score, 3)}
          </Box>
        </Tooltip>
      </Stack>
      {outcome !== null && <Verdict {...outcome} />}
      <ScoreTrace scores={face.scores} at={at} />
    </Stack>
  );
}

function Verdict({ predicted, isRight }: Outcome) {
  const Mark = isRight ? CheckIcon : CloseIcon;
  return (
    <Typography
      variant="caption"
      sx={{
        ...{ display: 'inline-flex', alignItems: 'center', gap: 0.25 },
        color: isRight ? 'text.secondary' : 'error.main',
        fontWeight: isRight ? 400 : 620,
      }}
    >
      <Mark aria-hidden sx={{ fontSize: '0.9rem' }} />
      {isRight ? 'right' : `wrong: ${className(predicted)}`}
    </Typography>
  );
}

function Flip() {
  return (
    <Tooltip describeChild title="Called otherwise after the epoch before">
      <Chip
        icon={<SwapHorizIcon />}
        label="flipped"
        sx={{ position: 'absolute', top: 4, left: 4, height: 20, bgcolor: 'background.paper' }}
      />
    </Tooltip>
  );
}

const probeSource = (runId: RunId, epoch: number, imageId: FaceHistory['imageId']) =>
  `probes/${runId}/${epoch}/${imageId}`;

const altOf = ({ path, label }: FaceHistory, outcome: Outcome | null, isMapped: boolean): string =>
  `${path}, ${className(label)}${outcome === null ? '' : `, called ${className(outcome.predicted)}`}${isMapped ? ', with its heat map' : ''}`;
