import { Box, Button, Chip, LinearProgress, Stack, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { mediaUrl } from '#renderer/api/client.ts';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { GalleryFace } from '#shared/contract/predictions.ts';
import { OUTCOME_TITLES } from '#shared/domain/outcomes.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { OutcomeMark } from '../grid/OutcomeMark.tsx';
import { type ShownOrder, useGalleryFaceAt } from '../queries.ts';
import { VerdictKeys } from './VerdictKeys.tsx';

export type TriageProps = {
  readonly shown: ShownOrder;
  readonly total: number;
  /** Where it begins. */
  readonly first: number;
  readonly onOpen: (imageId: ImageId) => void;
  readonly onClose: () => void;
};

const PICTURE_PX = 512;

/** One large face after another, judged by keys: a verdict leads to the next one. */
export function Triage({ shown, total, first, onOpen, onClose }: TriageProps) {
  const [index, setIndex] = useState(Math.min(first, total - 1));
  const at = Math.min(index, total - 1);
  const face = useGalleryFaceAt(shown, at);
  useGalleryFaceAt(shown, Math.min(at + 1, total - 1)); // its page is on its way before it is wanted
  const go = (step: number) => setIndex(Math.max(0, Math.min(total - 1, at + step)));
  const key = { group: 'Gallery', isHidden: true };
  useShortcut({ ...key, keys: ['Right', '.'], description: 'Next face', run: () => go(1) });
  useShortcut({ ...key, keys: ['Left', ','], description: 'Previous face', run: () => go(-1) });
  useShortcut({ ...key, keys: 'Esc', description: 'Back to the grid', run: onClose });
  useShortcut({
    ...key,
    keys: 'Enter',
    description: 'Open the face',
    run: () => face !== undefined && onOpen(face.imageId),
  });
  // A filter on verdicts lets a judged face go: the next one has its place already.
  const leaves = shown.order.filter.verdict !== undefined;
  return (
    <Stack role="region" aria-label="One face after another" sx={{ height: '100%', minHeight: 0, p: 2, gap: 1.5 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
        <Typography variant="h2" aria-live="polite">
          {formatCount(at + 1)} of {formatCount(total)}
        </Typography>
        <Typography variant="body2" noWrap sx={{ color: 'text.secondary', flexGrow: 1 }} title={face?.path ?? ''}>
          {face?.path}
        </Typography>
        <Button color="inherit" disabled={at === 0} onClick={() => go(-1)}>
          Previous
        </Button>
        <Button color="inherit" disabled={at === total - 1} onClick={() => go(1)}>
          Next
        </Button>
        <Button color="inherit" onClick={onClose}>
          Back to the grid
        </Button>
      </Stack>
      <LinearProgress variant="determinate" value={(100 * (at + 1)) / total} aria-label="How far you are" />
      <Box sx={{ flexGrow: 1, minHeight: 0, display: 'flex', gap: 2 }}>
        {face !== undefined && <Picture key={face.imageId} face={face} shown={shown} />}
        {face !== undefined && <Facts face={face} />}
      </Box>
      <VerdictKeys
        imageIds={face === undefined ? [] : [face.imageId]}
        about="this face"
        current={face?.verdict ?? null}
        onJudged={(verdict) => verdict !== null && !leaves && go(1)}
      />
    </Stack>
  );
}

function Picture({ face, shown: { order, map } }: { readonly face: GalleryFace; readonly shown: ShownOrder }) {
  const { imageId, path, hasMap } = face;
  const hasOverlay = map !== null && hasMap;
  const source = hasOverlay ? `seen/${order.evaluationId}/${imageId}` : `images/${imageId}`;
  return (
    <Box
      sx={{
        ...{ position: 'relative', flexGrow: 1, minWidth: 0, minHeight: 0, bgcolor: 'face.backdrop', borderRadius: 1 },
        ...{ color: 'common.white', overflow: 'hidden', display: 'grid', placeItems: 'center' },
        '& img': { position: 'absolute', inset: 0, width: '100%', height: '100%', objectFit: 'contain' },
      }}
    >
      <FaceImage source={source} sizePx={PICTURE_PX} alt={path} isEager />
      {hasOverlay && (
        <Box
          component="img"
          alt="its heat map"
          src={mediaUrl(`heatmaps/${order.evaluationId}/${imageId}?${new URLSearchParams({ ...map, size: '512' })}`)}
          sx={{ opacity: 0.5 }}
        />
      )}
    </Box>
  );
}

function Facts({ face }: { readonly face: GalleryFace }) {
  const { label, outcome, score, loss, tags, line, labelNow, isExcluded } = face;
  return (
    <Stack spacing={1.5} sx={{ width: 220, flexShrink: 0, overflow: 'auto' }}>
      <Fact name="Label">
        <ClassMark label={label} />
        {labelNow !== null && ' (turned round since)'}
        {isExcluded && ' (excluded since)'}
      </Fact>
      <Fact name="Outcome">
        <OutcomeMark outcome={outcome} /> {OUTCOME_TITLES[outcome]}
      </Fact>
      <Fact name="Score, P(fake)">{score.toFixed(4)}</Fact>
      <Fact name="Loss">{loss.toFixed(4)}</Fact>
      <Fact name="CSV">line {formatCount(line)}</Fact>
      {tags.length > 0 && (
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5 }}>
          {tags.map((tag) => (
            <Chip key={tag} label={tag} size="small" />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Box>
      <Typography variant="overline" component="div" sx={{ color: 'text.secondary' }}>
        {name}
      </Typography>
      <Typography variant="body1" component="div">
        {children}
      </Typography>
    </Box>
  );
}
