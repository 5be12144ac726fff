import { Box, Typography } from '@mui/material';
import { Fragment, useEffect, useRef } from 'react';
import { Keys } from '#renderer/components/shortcuts/Keys.tsx';
import type { FoundEntry, PaletteEntry } from './entries.ts';

export type PaletteListProps = {
  readonly id: string;
  readonly found: readonly FoundEntry[];
  readonly index: number;
  readonly onChoose: (entry: PaletteEntry) => void;
};

/** What was found; the chosen one is always in sight. */
export function PaletteList({ id, found, index, onChoose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, index]);
  return (
    <Box
      ref={list}
      id={id}
      role="listbox"
      aria-label="Found"
      sx={{ maxHeight: 'min(420px, 60vh)', overflow: 'auto', py: 0.5 }}
    >
      {found.map((one, i) => (
        <Fragment key={one.entry.id}>
          {one.heading !== found[i - 1]?.heading && (
            <Typography
              variant="overline"
              component="div"
              role="presentation"
              sx={{ px: 2, pt: 0.75, color: 'text.secondary' }}
            >
              {one.heading}
            </Typography>
          )}
          <Option id={`${id}-${i}`} found={one} isChosen={i === index} onChoose={onChoose} />
        </Fragment>
      ))}
    </Box>
  );
}

type OptionProps = Pick<PaletteListProps, 'id' | 'onChoose'> & {
  readonly found: FoundEntry;
  readonly isChosen: boolean;
};

function Option({ id, found: { entry, positions }, isChosen, onChoose }: OptionProps) {
  const { title, detail, kind, keys } = entry;
  return (
    <Box
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={() => onChoose(entry)}
      sx={{
        mx: 0.75,
        px: 1.25,
        py: 0.625,
        gap: 1.5,
        display: 'flex',
        alignItems: 'center',
        borderRadius: 1,
        cursor: 'pointer',
        typography: 'body2',
        bgcolor: isChosen ? 'action.selected' : 'transparent',
        '&:hover': { bgcolor: isChosen ? 'action.selected' : 'action.hover' },
      }}
    >
      <Box
        component="span"
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flexShrink: 0, maxWidth: '70%' }}
      >
        <Marked text={title} positions={positions} />
      </Box>
      <Box
        component="span"
        sx={{
          flexGrow: 1,
          color: 'text.secondary',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {detail}
      </Box>
      {keys === null ? (
        <Box component="span" sx={{ color: 'text.secondary', typography: 'caption' }}>
          {kind}
        </Box>
      ) : (
        <Keys keys={keys} />
      )}
    </Box>
  );
}

/** The letters that were typed stand out. */
function Marked({ text, positions }: { readonly text: string; readonly positions: readonly number[] }) {
  return piecesOf(text, positions).map(({ at, piece, isMarked }) => (
    <Box component="span" key={at} sx={isMarked ? { color: 'primary.main', fontWeight: 680 } : {}}>
      {piece}
    </Box>
  ));
}

/** The text in pieces that are marked by turns. */
function piecesOf(text: string, positions: readonly number[]) {
  const marked = new Set(positions);
  const pieces: { at: number; piece: string; isMarked: boolean }[] = [];
  for (let at = 0; at < text.length; at++) {
    const isMarked = marked.has(at);
    const last = pieces.at(-1);
    if (last?.isMarked === isMarked) last.piece += text[at];
    else pieces.push({ at, piece: text[at] ?? '', isMarked });
  }
  return pieces;
}
