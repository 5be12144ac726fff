import MoreIcon from '@mui/icons-material/MoreVert';
import { Box, Divider, IconButton, Menu, MenuItem, Stack, Typography } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { RunStatusMark } from '#renderer/components/RunStatusMark.tsx';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import { RunId } from '#shared/domain/records.ts';
import { flipLink } from '../links.ts';
import { type ColumnActs, DRAG_TYPE } from './columns.ts';
import type { Side } from './side.ts';

export type RunHeadProps = {
  readonly side: Side;
  readonly baseline: Side;
  /** From 0. */
  readonly place: number;
  readonly count: number;
  readonly acts: ColumnActs;
};

/** Name, colour and state of one run; dragged to the left it becomes the baseline, and its menu does the same by keyboard. */
export function RunHead({ side, baseline, place, count, acts }: RunHeadProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dragged = RunId.safeParse(event.dataTransfer.getData(DRAG_TYPE));
    if (dragged.success && dragged.data !== side.id) acts.move(dragged.data, side.id);
  };
  return (
    <Stack
      direction="row"
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, side.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        gap: 1,
        alignItems: 'flex-start',
        ...{ width: 0, minWidth: '100%' }, // as wide as its column: a long name does not make that wider
        borderRadius: 1,
        cursor: 'grab',
        ...(isOver ? { outline: 2, outlineStyle: 'dashed', outlineColor: 'primary.main', outlineOffset: 4 } : {}),
      }}
    >
      <Box sx={{ pt: '5px' }}>
        <RunSwatch look={side.look} isBaseline={side.isBaseline} />
      </Box>
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 600 }} title={side.name}>
          <Link to="/runs/$runId" params={{ runId: side.id }} draggable={false}>
            {side.name}
          </Link>
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {side.isBaseline ? 'baseline · ' : ''}
          <RunStatusMark status={side.row.status} />
          {side.row.place === 'active' ? '' : side.row.place === 'trashed' ? ' · in the trash' : ' · archived'}
        </Typography>
      </Box>
      <ColumnMenu {...{ side, baseline, place, count, acts }} />
    </Stack>
  );
}

function ColumnMenu({ side, baseline, place, count, acts }: RunHeadProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const act = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  const tests =
    side.test !== null && baseline.test !== null && side !== baseline ? ([baseline.test, side.test] as const) : null;
  return (
    <>
      <IconButton
        aria-label={`Column of ${side.name}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ mt: -0.5 }}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem disabled={side.isBaseline} onClick={act(() => acts.rebase(side.id))}>
          Make baseline
        </MenuItem>
        <MenuItem disabled={place === 0} onClick={act(() => acts.move(side.id, -1))}>
          Move left
        </MenuItem>
        <MenuItem disabled={place === count - 1} onClick={act(() => acts.move(side.id, 1))}>
          Move right
        </MenuItem>
        {tests !== null && (
          <MenuItem component={PageLink} link={flipLink(tests[0].evaluationId, tests[1].evaluationId)}>
            Faces on which it and the baseline differ
          </MenuItem>
        )}
        <Divider />
        <MenuItem onClick={act(() => acts.remove(side.id))}>Remove from the comparison</MenuItem>
      </Menu>
    </>
  );
}
