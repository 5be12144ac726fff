import UpIcon from '@mui/icons-material/ArrowUpwardOutlined';
import { Box, IconButton, Stack, TextField, Tooltip } from '@mui/material';
import type { KeyboardEvent } from 'react';
import type { FolderListing } from '#shared/contract/files.ts';

export type PathBarProps = {
  readonly listing: FolderListing | undefined;
  readonly text: string;
  /** What is wrong with a typed path. */
  readonly problem: string | null;
  readonly listId: string;
  readonly activeId: string | null;
  readonly onTextChange: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onUp: () => void;
};

/** Where one is, the way up, and the field that has the keyboard. */
export function PathBar({ listing, text, problem, listId, activeId, onTextChange, onKeyDown, onUp }: PathBarProps) {
  return (
    <Stack spacing={1.5}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', minWidth: 0 }}>
        <Tooltip title="Folder above (Backspace)">
          <span>
            <IconButton
              aria-label="Folder above"
              disabled={listing === undefined || listing.parent === null}
              onClick={onUp}
            >
              <UpIcon fontSize="small" />
            </IconButton>
          </span>
        </Tooltip>
        <Box
          title={listing?.path}
          sx={{
            typography: 'body2',
            minWidth: 0,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
            direction: 'rtl', // the end of a long path says more than its beginning
            textAlign: 'left',
          }}
        >
          <bdi>{listing?.path ?? ' '}</bdi>
        </Box>
      </Stack>
      <TextField
        autoFocus
        fullWidth
        label="Filter by name, or type a path"
        value={text}
        onChange={(event) => onTextChange(event.target.value)}
        onKeyDown={onKeyDown}
        error={problem !== null}
        helperText={problem}
        slotProps={{
          htmlInput: {
            role: 'combobox',
            'aria-expanded': true,
            'aria-controls': listId,
            'aria-autocomplete': 'list',
            spellCheck: false,
            autoComplete: 'off',
            ...(activeId === null ? {} : { 'aria-activedescendant': activeId }),
          },
        }}
      />
    </Stack>
  );
}
