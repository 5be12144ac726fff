import { styled } from '@mui/material';

const variable = (name: string) => `var(--mui-palette-${name})`;
/** Opaque, so that what scrolls under a pinned cell does not show through. */
const tinted = (percent: number) =>
  `color-mix(in srgb, ${variable('primary-main')} ${percent}%, ${variable('background-paper')})`;

/**
 * The scrolling box of a table and, by class, all that is in it: one style sheet for hundreds of cells, which a style for each of them would slow down.
 * Widths come as variables of the column's place: --w0, --w1 ...; where pinned ones stop, as --l0, --l1 ....
 */
export const TableRoot = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  position: 'relative',
  height: '100%',
  overflow: 'auto',
  backgroundColor: variable('background-paper'),
  outlineOffset: -2,
  contain: 'strict',
  '& .head': { position: 'sticky', top: 0, zIndex: 3, width: 'var(--total)', minWidth: '100%' },
  '& .body': { position: 'relative', width: 'var(--total)', minWidth: '100%' },
  '& .line': { display: 'flex', width: '100%', backgroundColor: variable('background-paper') },
  '& .head .line': {
    height: HEAD_PX,
    color: variable('text-secondary'),
    fontSize: theme.typography.caption.fontSize,
    borderBottom: `1px solid ${variable('divider')}`,
  },
  '& .body .line': { position: 'absolute', top: 0, left: 0, borderBottom: `1px solid ${variable('divider')}` },
  '& .body .row:hover': { backgroundColor: tinted(5) },
  '& .body .row[aria-selected="true"]': { backgroundColor: tinted(14) },
  '& .row.active': { boxShadow: `inset 3px 0 0 ${variable('primary-main')}` },
  '& .row.active .choice': { boxShadow: `inset 3px 0 0 ${variable('primary-main')}` },
  '& .cell': {
    position: 'relative',
    display: 'flex',
    flexShrink: 0,
    alignItems: 'center',
    minWidth: 0,
    paddingInline: 10,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    backgroundColor: 'inherit',
  },
  '& .line > .cell:first-of-type': { paddingLeft: 24 },
  '& .body .cell > *': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .end': { justifyContent: 'flex-end', textAlign: 'end' },
  '& .pinned': { position: 'sticky', zIndex: 1 },
  '& .lastPinned': { borderRight: `1px solid ${variable('divider')}` },
  '& .line > .choice': { left: 0, width: CHOICE_PX, padding: 0, justifyContent: 'center' },
  '& input[type="checkbox"]': { width: 15, height: 15, margin: 0, accentColor: variable('primary-main') },
  '& .heading, & .divider': {
    alignItems: 'center',
    backgroundColor: variable('surface-sunken'),
    color: variable('text-secondary'),
    fontWeight: 560,
  },
  '& .divider': { fontSize: theme.typography.caption.fontSize },
  '& .stays': {
    position: 'sticky',
    left: 0,
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    paddingInline: 10,
    backgroundColor: 'inherit',
  },
  '& .stays button': { all: 'unset', display: 'inline-flex', alignItems: 'center', gap: 6, cursor: 'pointer' },
  '& .stays button:focus-visible': { outline: `2px solid ${variable('primary-main')}`, outlineOffset: 1 },
  '& .title': {
    all: 'unset',
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    minWidth: 0,
    fontWeight: 560,
    cursor: 'pointer',
    '&:hover': { color: variable('text-primary') },
    '&:focus-visible': { outline: `2px solid ${variable('primary-main')}`, outlineOffset: 1 },
  },
  '& .title.plain': { cursor: 'default' },
  '& .title > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .dropTarget': { boxShadow: `inset 2px 0 0 ${variable('primary-main')}` },
  '& .resizer': {
    position: 'absolute',
    top: 0,
    right: 0,
    width: 9,
    height: '100%',
    cursor: 'col-resize',
    touchAction: 'none',
    '&::after': {
      content: '""',
      position: 'absolute',
      top: 9,
      bottom: 9,
      right: 0,
      width: 1,
      backgroundColor: variable('divider'),
    },
    '&:hover::after, &.dragged::after': { width: 2, backgroundColor: variable('primary-main') },
  },
}));

export const HEAD_PX = 36;
export const CHOICE_PX = 38;
