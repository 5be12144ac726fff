import NextIcon from '@mui/icons-material/KeyboardArrowDownOutlined';
import PreviousIcon from '@mui/icons-material/KeyboardArrowUpOutlined';
import { Box, Button, Chip, IconButton, Stack, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { plural } from '#renderer/components/format.ts';
import type { KeyDifference } from '#shared/config/difference.ts';
import { valueInWords } from '../form/value-in-words.ts';

export type DifferenceBarProps = {
  /** What it began as: a run's or a preset's name. */
  readonly originName: string;
  /** Null while the text cannot be read; none where only comments, order or spelling differ. */
  readonly differences: readonly KeyDifference[] | null;
  readonly onGoToKey: (path: string) => void;
  readonly onCompare: () => void;
  readonly onStartOver: () => void;
};

/** What has been changed, key by key: old and new. */
export function DifferenceBar(props: DifferenceBarProps) {
  const { originName, onGoToKey, onCompare, onStartOver } = props;
  const [current, setCurrent] = useState<string | null>(null);
  const differences = props.differences ?? [];
  const goTo = (path: string) => {
    setCurrent(path);
    onGoToKey(path);
  };
  const walk = (step: 1 | -1) => {
    const at = differences.findIndex(({ field }) => field.path === current);
    const start = at < 0 && step < 0 ? 0 : at;
    const next = differences[(start + step + differences.length) % differences.length];
    if (next !== undefined) goTo(next.field.path);
  };
  const words =
    props.differences === null
      ? `Not compared with ${originName}: the text cannot be read`
      : `${differences.length === 0 ? 'Only the text differs' : plural(differences.length, 'difference')} from ${originName}`;
  return (
    <Box component="section" aria-label={`Differences from ${originName}`} sx={BAR}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 0.5 }}>
        <Typography variant="body2" noWrap sx={{ flexGrow: 1, minWidth: 0 }}>
          {words}
        </Typography>
        <Walk label="Previous difference" isOff={differences.length === 0} onClick={() => walk(-1)}>
          <PreviousIcon fontSize="small" />
        </Walk>
        <Walk label="Next difference" isOff={differences.length === 0} onClick={() => walk(1)}>
          <NextIcon fontSize="small" />
        </Walk>
        <Button color="inherit" onClick={onCompare}>
          Side by side
        </Button>
        <Button color="inherit" onClick={onStartOver}>
          Start over
        </Button>
      </Stack>
      {differences.length > 0 && (
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5, pt: 0.5, maxHeight: 92, overflow: 'auto' }}>
          {differences.map((difference) => (
            <Chip
              key={difference.field.path}
              label={<Change difference={difference} />}
              variant="outlined"
              color={difference.field.path === current ? 'primary' : 'default'}
              onClick={() => goTo(difference.field.path)}
            />
          ))}
        </Stack>
      )}
    </Box>
  );
}

function Change({ difference: { field, before, after } }: { readonly difference: KeyDifference }) {
  return (
    <>
      {field.path}: <del>{valueInWords(before.value)}</del> → <ins>{valueInWords(after.value)}</ins>
    </>
  );
}

type WalkProps = {
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Walk({ label, isOff, onClick, children }: WalkProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton aria-label={label} disabled={isOff} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}

const BAR = {
  px: 1.5,
  py: 0.75,
  borderBottom: 1,
  borderColor: 'divider',
  bgcolor: 'surface.sunken',
  '& ins': { textDecoration: 'none', fontWeight: 600 },
  '& del': { color: 'text.secondary' },
} as const;
