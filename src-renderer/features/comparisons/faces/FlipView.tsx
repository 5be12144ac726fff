import SwapIcon from '@mui/icons-material/SwapHorizOutlined';
import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { type RunLook, runLook, runLooks } from '#renderer/components/run-look.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { type FlipKey, type FlipSide, type FlipSummary, PILES } from '#shared/contract/comparisons.ts';
import { compareLink } from '../links.ts';
import { FlipBar } from './FlipBar.tsx';
import { FlipFacePanel } from './FlipFacePanel.tsx';
import { FlipGrid } from './FlipGrid.tsx';
import { mapChoices } from './map-choice.ts';
import { OtherTests } from './OtherTests.tsx';
import { PileTabs } from './PileTabs.tsx';
import { matchedCount, matchWords, pileTitle, pText, verdictOf } from './piles.ts';
import { SideFacts } from './SideFacts.tsx';
import { useFlipSearch } from './use-flip-search.ts';

export type FlipNames = { readonly first: string; readonly second: string };

const nameOf = ({ run, checkpointFile }: FlipSide) => run?.name ?? checkpointFile;
const AT_FIRST = 'onlyFirst';

/** Four piles, and the faces of one of them with both scores and both heat maps. */
export function FlipView({ summary, flipKey }: { readonly summary: FlipSummary; readonly flipKey: FlipKey }) {
  const { search, change } = useFlipSearch();
  const { first, second, counts, pValue } = summary;
  const pile = search.pile ?? AT_FIRST;
  const names: FlipNames =
    nameOf(first) === nameOf(second)
      ? {
          first: `${nameOf(first)} (test ${first.evaluationId})`,
          second: `${nameOf(second)} (test ${second.evaluationId})`,
        }
      : { first: nameOf(first), second: nameOf(second) };
  const looks = looksOf(summary);
  const choices = mapChoices(first, second, search);
  const order = { ...flipKey, pile, firstMaps: choices.first, secondMaps: choices.second };
  const [primary, setPrimary] = useState<number | null>(null);
  const show = (next: (typeof PILES)[number]) => {
    setPrimary(null);
    change({ pile: next === AT_FIRST ? undefined : next, face: undefined });
  };
  const swap = () =>
    change(
      {
        ...{ first: second.evaluationId, second: first.evaluationId, face: undefined },
        ...{ firstThreshold: search.secondThreshold, secondThreshold: search.firstThreshold },
        ...{ firstLayer: search.secondLayer, secondLayer: search.firstLayer },
        pile: pile === 'onlySecond' ? undefined : pile === 'onlyFirst' ? 'onlySecond' : pile,
      },
      { isStep: true },
    );
  const total = counts[pile];
  return (
    <Page
      title="Faces on which two runs differ"
      isFilled
      actions={
        <>
          {first.run !== null && second.run !== null && first.run.id !== second.run.id && (
            <Button color="inherit" component={PageLink} link={compareLink([first.run.id, second.run.id])}>
              Side by side
            </Button>
          )}
          <OtherTests />
          <Button color="inherit" startIcon={<SwapIcon />} onClick={swap} title="Key W">
            Swap
          </Button>
        </>
      }
    >
      <Shortcut keys="w" description="Swap the two tests" group="Flip view" run={swap} />
      {PILES.map((one, i) => (
        <Shortcut
          key={one}
          keys={String(i + 1)}
          description={pileTitle(one, names)}
          group="Flip view"
          isHidden
          run={() => show(one)}
        />
      ))}
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <Stack spacing={1.25} sx={{ px: 3, pb: 1.5, flexShrink: 0 }}>
          <Box sx={{ display: 'grid', columnGap: 3, rowGap: 1, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
            <SideFacts side={first} name={names.first} look={looks.first} isBaseline />
            <SideFacts side={second} name={names.second} look={looks.second} isBaseline={false} />
          </Box>
          {[first, second].some(({ status }) => status === 'running') && (
            <Alert severity="info" variant="outlined">
              A test is still running: the piles hold the faces that both have scored so far.
            </Alert>
          )}
          <PileTabs summary={summary} names={names} pile={pile} onShow={show} />
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {pValue !== null && (
              <Box component="span" sx={{ color: 'text.primary', fontWeight: 600 }}>
                McNemar, exact: {pText(pValue)}.{' '}
              </Box>
            )}
            {verdictOf(summary, names)} {matchWords(summary, names)}
          </Typography>
          {matchedCount(summary) > 0 && <FlipBar {...{ summary, names, choices }} />}
        </Stack>
        {total === 0 ? (
          <EmptyState title={matchedCount(summary) === 0 ? 'No picture is in both tests' : 'This pile is empty'}>
            {matchedCount(summary) === 0
              ? 'Test both runs on the same faces: then they are held against each other here.'
              : `${pileTitle(pile, names)}: there is no such face.`}
          </EmptyState>
        ) : (
          <Box sx={{ flexGrow: 1, minHeight: 0, display: 'flex', borderTop: 1, borderColor: 'divider' }}>
            <Box sx={{ flexGrow: 1, minWidth: 0 }}>
              <FlipGrid
                key={`${pile} ${flipKey.first} ${flipKey.second}`}
                label={`${pileTitle(pile, names)}, ${formatCount(total)} faces`}
                {...{ order, total, names, primary, choices }}
                opacity={search.opacity}
                asked={search.face}
                onPrimary={(index, imageId) => {
                  setPrimary(index);
                  if (imageId !== null) change({ face: imageId });
                }}
              />
            </Box>
            {primary !== null && (
              <FlipFacePanel {...{ order, index: primary, summary, names, choices, looks }} opacity={search.opacity} />
            )}
          </Box>
        )}
      </Box>
    </Page>
  );
}

function looksOf({ first, second }: FlipSummary): { readonly first: RunLook; readonly second: RunLook } {
  const ordinals = [first.run?.ordinal ?? 1, second.run?.ordinal ?? 2];
  const looks = runLooks([...new Set(ordinals)]);
  const lookOf = (ordinal: number | undefined) => looks.get(ordinal ?? 1) ?? runLook(ordinal ?? 1);
  return { first: lookOf(ordinals[0]), second: lookOf(ordinals[1]) };
}
