// biome-ignore-all lint/a11y/useFocusableInteractive: the field above has the keyboard and names its option by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: likewise, it hears the keys
import FileIcon from '@mui/icons-material/DescriptionOutlined';
import FolderIcon from '@mui/icons-material/FolderOutlined';
import ImageIcon from '@mui/icons-material/ImageOutlined';
import WeightsIcon from '@mui/icons-material/MemoryOutlined';
import TableIcon from '@mui/icons-material/TableRowsOutlined';
import { Box } from '@mui/material';
import type { FolderEntry } from '#shared/contract/files.ts';
import { formatBytes, formatDateTime } from '../format.ts';
import type { EntryKind } from './entries.ts';

export type EntryRowProps = {
  readonly id: string;
  readonly entry: FolderEntry;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly setSize: number;
  readonly position: number;
  readonly onActivate: () => void;
  readonly onOpen: () => void;
};

export const ROW_PX = 32;

export function EntryRow({ id, entry, topPx, isActive, setSize, position, onActivate, onOpen }: EntryRowProps) {
  const Icon = ICONS[entry.kind];
  return (
    <Box
      id={id}
      role="option"
      aria-selected={isActive}
      aria-setsize={setSize}
      aria-posinset={position}
      onClick={onActivate}
      onDoubleClick={onOpen}
      style={{ transform: `translateY(${topPx}px)`, height: ROW_PX }}
      sx={{ ...ROW, ...(isActive ? { bgcolor: 'action.selected' } : {}) }}
    >
      <Icon aria-hidden fontSize="small" sx={{ color: entry.kind === 'folder' ? 'primary.main' : 'text.secondary' }} />
      <Box title={entry.name} sx={{ flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {entry.name}
      </Box>
      <Box sx={{ width: 76, textAlign: 'right', color: 'text.secondary' }}>
        {entry.sizeBytes === null ? '' : formatBytes(entry.sizeBytes)}
      </Box>
      <Box sx={{ width: 132, textAlign: 'right', color: 'text.secondary' }}>
        {entry.changedAtMs === null ? '' : formatDateTime(entry.changedAtMs)}
      </Box>
    </Box>
  );
}

const ICONS: Readonly<Record<EntryKind, typeof FolderIcon>> = {
  folder: FolderIcon,
  csv: TableIcon,
  image: ImageIcon,
  weights: WeightsIcon,
  yaml: FileIcon,
  other: FileIcon,
};

const ROW = {
  position: 'absolute',
  top: 0,
  left: 0,
  right: 0,
  px: 1.5,
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  typography: 'body2',
  whiteSpace: 'nowrap',
  cursor: 'default',
  userSelect: 'none',
  '&:hover': { bgcolor: 'action.hover' },
} as const;
