import { styled } from '@mui/material';

const variable = (name: string) => `var(--mui-palette-${name})`;

/** The scrolling box of the pairs and, by class, all that is in it: one style sheet for hundreds of pictures. */
export const FlipGridRoot = styled('div')(({ theme }) => ({
  ...theme.typography.caption,
  position: 'relative',
  height: '100%',
  overflowY: 'scroll',
  overflowX: 'hidden',
  contain: 'strict',
  '&:focus-visible': { outline: 'none' }, // the ring is around the pair that the keyboard is at
  '& .body': { position: 'relative', width: '100%' },
  '& .row': {
    position: 'absolute',
    top: 0,
    left: 12,
    display: 'grid',
    gridTemplateColumns: 'repeat(var(--columns), var(--cell))',
    columnGap: 8,
  },
  '& .cell': { width: 'var(--cell)', cursor: 'pointer', userSelect: 'none' },
  '& .pair': { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2, borderRadius: 4, overflow: 'hidden' },
  '& .picture': {
    position: 'relative',
    aspectRatio: '1',
    overflow: 'hidden',
    backgroundColor: variable('face-backdrop'),
  },
  '& .picture img': { position: 'absolute', inset: 0, width: '100%', height: '100%', objectFit: 'contain' },
  '& .primary .pair': {
    boxShadow: `0 0 0 2px ${variable('background-default')}, 0 0 0 4px ${variable('text-primary')}`,
  },
  '&:not(:focus-within) .primary .pair': { boxShadow: `0 0 0 2px ${variable('text-secondary')}` },
  '& .scores': {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: 2,
    height: 20,
    paddingTop: 2,
    color: variable('text-primary'),
  },
  '& .path': {
    height: 18,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
    color: variable('text-secondary'),
    display: 'flex',
    gap: 6,
  },
  '& .classMark': { display: 'inline-flex', alignItems: 'center', gap: 4 },
  '& .classMark.real': { color: variable('real-main') },
  '& .classMark.fake': { color: variable('fake-main') },
  '& .right': { color: variable('text-secondary') },
  '& .wrong': { fontWeight: 640 },
  '& .missing': {
    position: 'absolute',
    left: 4,
    bottom: 4,
    paddingInline: 4,
    borderRadius: 3,
    backgroundColor: `color-mix(in srgb, ${variable('common-black')} 65%, transparent)`,
    color: variable('common-white'),
  },
  '& .gone': { display: 'grid', placeItems: 'center', height: '100%', color: variable('common-white') },
}));
