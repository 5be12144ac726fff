import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box, Button, type SvgIconProps } from '@mui/material';
import type { ComponentType } from 'react';
import { MONOSPACE } from '#renderer/theme.ts';
import type { LogLine } from '#shared/contract/workspace.ts';

export type LogRowProps = { readonly line: LogLine; readonly isOpen: boolean; readonly onToggle: () => void };

const LOOKS: Readonly<Record<LogLine['level'], { icon: ComponentType<SvgIconProps>; colour: string }>> = {
  info: { icon: InfoIcon, colour: 'text.secondary' },
  warning: { icon: WarningIcon, colour: 'warning.main' },
  error: { icon: ErrorIcon, colour: 'error.main' },
};

const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** One line; what else is known of it on demand. */
export function LogRow({ line: { atMs, level, text, callId, details }, isOpen, onToggle }: LogRowProps) {
  const { icon: Icon, colour } = LOOKS[level];
  return (
    <Box
      sx={{
        px: 3,
        py: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
        typography: 'body2',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
        <Box
          component="time"
          dateTime={new Date(atMs).toISOString()}
          sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}
        >
          {timeFormat.format(atMs)}
        </Box>
        <Icon titleAccess={level} sx={{ color: colour, fontSize: '1rem', mt: 0.25 }} />
        <Box
          sx={{
            flexGrow: 1,
            minWidth: 0,
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            color: level === 'info' ? 'inherit' : colour,
          }}
        >
          {text}
        </Box>
        {callId !== null && (
          <Box sx={{ color: 'text.secondary', typography: 'caption', fontFamily: MONOSPACE, whiteSpace: 'nowrap' }}>
            {callId}
          </Box>
        )}
        <Button
          color="inherit"
          aria-expanded={isOpen}
          onClick={onToggle}
          sx={{ my: -0.75, visibility: details === null ? 'hidden' : 'visible' }}
        >
          {isOpen ? 'Less' : 'More'}
        </Button>
      </Box>
      {isOpen && details !== null && (
        <Box
          component="pre"
          sx={{
            m: 0,
            mt: 0.5,
            p: 1,
            borderRadius: 1,
            bgcolor: 'surface.sunken',
            fontFamily: MONOSPACE,
            typography: 'caption',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          }}
        >
          {details}
        </Box>
      )}
    </Box>
  );
}
