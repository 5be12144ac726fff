import { Box, Link, Stack, Typography } from '@mui/material';
import { Facts } from '#renderer/components/Facts.tsx';
import { MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { CREDITS } from './credits.ts';
import { useDevice, useWorkspaceInfo } from './queries.ts';

/** Versions, the licence, and whose work this stands on. */
export function AboutPanel() {
  const { data: info } = useWorkspaceInfo();
  const { data: device } = useDevice();
  const versions = [
    ['Facet', info?.version ?? MISSING],
    ['Node', info?.versions['node'] ?? MISSING],
    ['TensorFlow', device?.tensorflow ?? MISSING],
    ['Shown in', info === undefined ? '' : info.shell === 'window' ? 'its own window' : 'a browser on this machine'],
  ] as const;
  return (
    <Panel title="About">
      <Stack spacing={1.5}>
        <Facts nameWidthPx={180} facts={versions} />
        <Typography variant="body2">
          Facet is free software under the MIT licence. Everything stays on this machine: no account, no upload, nothing
          is sent anywhere. What it did and what went wrong stands in the{' '}
          <Link component={PageLink} link="/log">
            log
          </Link>
          .
        </Typography>
        <Box component="details" sx={{ typography: 'body2' }}>
          <Box component="summary" sx={{ cursor: 'pointer', color: 'text.secondary' }}>
            The work of others that it stands on
          </Box>
          <Box
            sx={{ mt: 1, display: 'grid', gridTemplateColumns: 'auto auto minmax(0, 1fr)', columnGap: 3, rowGap: 0.5 }}
          >
            {CREDITS.map(({ name, licence, does }) => (
              <Box key={name} sx={{ display: 'contents' }}>
                <span>{name}</span>
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {licence}
                </Box>
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {does}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      </Stack>
    </Panel>
  );
}
