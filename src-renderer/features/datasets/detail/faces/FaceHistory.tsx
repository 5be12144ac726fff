import { Box, Typography } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import type { FaceRevision } from '#shared/contract/datasets.ts';
import { className } from '#shared/domain/labels.ts';

/** What was done to one face, newest first. */
export function FaceHistory({ history }: { readonly history: readonly FaceRevision[] }) {
  return (
    <Box component="section" aria-label="Changes">
      <Typography variant="overline" component="h3" sx={{ color: 'text.secondary' }}>
        Changes
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', typography: 'body2' }}>
        {history.map((revision) => (
          <Box component="li" key={revision.number} sx={{ display: 'flex', gap: 1, py: 0.25 }}>
            <Box sx={{ flexGrow: 1, color: revision.isUndone ? 'text.secondary' : 'text.primary' }}>
              <Box component={revision.isUndone ? 's' : 'span'}>{wordsOf(revision)}</Box>
              {revision.isUndone && ' undone'}
            </Box>
            <Box sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              <Ago atMs={revision.createdAtMs} />
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function wordsOf({ number, label, isExcluded, split }: FaceRevision): string {
  const what =
    label !== null
      ? `called ${className(label)}`
      : isExcluded !== null
        ? isExcluded
          ? 'excluded'
          : 'included again'
        : `put into ${split}`;
  return `Revision ${number}: ${what}`;
}
