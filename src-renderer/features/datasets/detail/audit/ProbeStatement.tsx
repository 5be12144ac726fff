import { Box, Stack } from '@mui/material';
import { formatMetric } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { AMBER_AUC, type AuditReport } from '#shared/contract/datasets.ts';
import { AmberMark } from './AmberMark.tsx';

export type ProbeStatementProps = { readonly probe: AuditReport['probe']; readonly imageCount: number };

/** What all numbers about files together can do, in plain words. */
export function ProbeStatement({ probe, imageCount }: ProbeStatementProps) {
  return (
    <Panel title="All numbers about files together">
      {probe === null ? (
        <Box sx={{ typography: 'body1', color: 'text.secondary' }}>
          Not computed: {imageCount < 200 ? 'there are too few faces' : 'one class has too few faces or groups'} to try
          it on some and fit it on others.
        </Box>
      ) : (
        <Stack direction="row" spacing={3} sx={{ alignItems: 'center' }}>
          <Box sx={{ textAlign: 'center', minWidth: 120, flexShrink: 0 }}>
            <Box
              sx={{
                fontSize: '1.75rem',
                fontWeight: 640,
                lineHeight: 1.2,
                color: probe.isAmber ? 'warning.main' : 'text.primary',
              }}
            >
              {formatMetric(probe.auc, 2)}
            </Box>
            <Box sx={{ typography: 'caption', color: 'text.secondary', whiteSpace: 'nowrap' }}>
              AUC, 95 %: {formatMetric(probe.low, 2)} to {formatMetric(probe.high, 2)}
            </Box>
          </Box>
          <Stack spacing={0.5} sx={{ minWidth: 0 }}>
            <AmberMark isAmber={probe.isAmber} word="A shortcut is there" otherwise="No shortcut found" />
            <Box sx={{ typography: 'body1' }}>{statementOf(probe)}</Box>
            <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
              A logistic regression on size, shape, format, JPEG quality, brightness, contrast and sharpness, tried on
              the fifth of the faces that it was not fitted on; groups kept together. Amber above {AMBER_AUC}.
            </Box>
          </Stack>
        </Stack>
      )}
    </Panel>
  );
}

function statementOf({ auc, low, isAmber }: NonNullable<AuditReport['probe']>): string {
  const figure = formatMetric(auc, 2);
  if (!isAmber)
    return `These numbers alone tell real from fake with AUC ${figure}, hardly better than guessing (0.50): a network has to look at the faces.`;
  if (low <= 0.5)
    return `These numbers alone tell real from fake with AUC ${figure}. With so few faces that may be chance: more of them would show.`;
  return `These numbers alone tell real from fake with AUC ${figure}: a network may learn them instead of faces, and fail on pictures that were saved otherwise.`;
}
