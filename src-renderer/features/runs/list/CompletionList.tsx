import { Box, List, ListItemButton, Paper, Popper } from '@mui/material';
import type { Completion } from '#shared/filter/complete.ts';

export type CompletionListProps = {
  readonly id: string;
  readonly anchor: HTMLElement | null;
  readonly options: readonly Completion[];
  readonly marked: number | null;
  readonly onTake: (option: Completion) => void;
};

/** What could come next, below the box. The keys are the box's. */
export function CompletionList({ id, anchor, options, marked, onTake }: CompletionListProps) {
  return (
    <Popper open={options.length > 0} anchorEl={anchor} placement="bottom-start" sx={{ zIndex: 'modal' }}>
      <Paper
        elevation={8}
        sx={{ mt: 1, maxHeight: 300, overflow: 'auto', minWidth: 260, border: 1, borderColor: 'divider' }}
      >
        <List id={id} role="listbox" aria-label="What could come next" dense disablePadding>
          {options.map((option, i) => (
            <ListItemButton
              key={option.text}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              selected={i === marked}
              aria-selected={i === marked}
              onMouseDown={(event) => event.preventDefault()} // the box keeps the focus
              onClick={() => onTake(option)}
              ref={(element) => {
                if (i === marked) element?.scrollIntoView({ block: 'nearest' });
              }}
              sx={{ gap: 2, py: 0.25, typography: 'body2' }}
            >
              <span>{option.text}</span>
              <Box component="small" sx={{ ml: 'auto', color: 'text.secondary' }}>
                {option.detail}
              </Box>
            </ListItemButton>
          ))}
        </List>
      </Paper>
    </Popper>
  );
}
