import { styled } from '@mui/material';
import { GAP_PX, PADDING_PX } from './grid-layout.ts';

const variable = (name: string) => `var(--mui-palette-${name})`;

/** The scrolling box of a grid and, by class, all that is in it: one style sheet for hundreds of cells. Sizes come as variables: --cell, --columns. */
export const GridRoot = styled('div')(({ theme }) => ({
  ...theme.typography.caption,
  position: 'relative',
  height: '100%',
  overflowY: 'scroll',
  overflowX: 'hidden',
  backgroundColor: variable('background-default'), // measured: over nothing opaque, what scrolls is drawn anew in each frame
  '&:focus-visible': { outline: 'none' }, // the ring is around the face that the keyboard is at
  contain: 'strict',
  '& .body': { position: 'relative', width: '100%' },
  '& .row': {
    position: 'absolute',
    top: 0,
    left: PADDING_PX,
    display: 'grid',
    gridTemplateColumns: 'repeat(var(--columns), var(--cell))',
    columnGap: GAP_PX,
    contain: 'layout style',
  },
  '& .cell': { position: 'relative', width: 'var(--cell)', cursor: 'pointer', userSelect: 'none' },
  '& .picture': {
    position: 'relative',
    width: 'var(--cell)',
    height: 'var(--cell)',
    backgroundColor: variable('face-backdrop'), // square: round corners would clip each picture, which cost drawing time in every frame
  },
  '& .picture img': { display: 'block', width: '100%', height: '100%', objectFit: 'contain' },
  '& .dimmed .picture img': { opacity: 0.3, filter: 'grayscale(1)' },
  '& .chosen .picture': { outline: `3px solid ${variable('primary-main')}`, outlineOffset: -3 },
  '& .chosen .picture img': { transform: 'scale(0.9)' },
  '& .primary .picture': {
    boxShadow: `0 0 0 2px ${variable('background-default')}, 0 0 0 4px ${variable('text-primary')}`,
  },
  '&:not(:focus-within) .primary .picture': { boxShadow: `0 0 0 2px ${variable('text-secondary')}` },
  '& .caption': {
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    height: 20,
    paddingTop: 2,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: variable('text-secondary'),
  },
  '& .caption .real': { color: variable('real-main') },
  '& .caption .fake': { color: variable('fake-main') },
  '& .caption .strong': { color: variable('text-primary'), fontWeight: 560 },
  '& .caption .end': { marginLeft: 'auto', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .classMark': { display: 'inline-flex', alignItems: 'center', gap: 4 },
  // The corner that chooses: shown on hover and while anything is chosen.
  '& .corner': {
    position: 'absolute',
    top: 0,
    left: 0,
    width: 32,
    height: 32,
    padding: 6,
    '& span': {
      visibility: 'hidden', // and not see-through: nothing is painted for it

      display: 'grid',
      placeItems: 'center',
      width: 20,
      height: 20,
      borderRadius: 10,
      border: `2px solid ${variable('common-white')}`,
      backgroundColor: `color-mix(in srgb, ${variable('common-black')} 45%, transparent)`,
      color: 'transparent',
      fontSize: 13,
      lineHeight: 1,
    },
  },
  '& .cell:hover .corner span, &.choosing .corner span, & .chosen .corner span': { visibility: 'visible' },
  '& .chosen .corner span': {
    backgroundColor: variable('primary-main'),
    borderColor: variable('primary-contrastText'),
    color: variable('primary-contrastText'),
  },
  '& .gone': {
    display: 'grid',
    placeItems: 'center',
    height: '100%',
    padding: 4,
    overflow: 'hidden',
    textAlign: 'center',
    color: variable('common-white'),
    whiteSpace: 'normal',
  },
}));
