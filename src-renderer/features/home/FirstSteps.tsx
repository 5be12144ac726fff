import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import { Avatar, Box, Button, Paper, Stack, Typography } from '@mui/material';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Step } from './next-steps.ts';

/** Three steps from nothing to a result; the first that is not done stands out. */
export function FirstSteps({ steps }: { readonly steps: readonly Step[] }) {
  const current = steps.find(({ isDone }) => !isDone);
  return (
    <Box
      component="ol"
      aria-label="First steps"
      sx={{
        m: 0,
        p: 0,
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
        listStyle: 'none',
      }}
    >
      {steps.map((step, index) => (
        <StepCard key={step.title} step={step} number={index + 1} isCurrent={step === current} />
      ))}
    </Box>
  );
}

type StepCardProps = { readonly step: Step; readonly number: number; readonly isCurrent: boolean };

function StepCard({ step: { title, text, action, link, isDone }, number, isCurrent }: StepCardProps) {
  return (
    <Paper
      component="li"
      variant="outlined"
      aria-current={isCurrent ? 'step' : undefined}
      sx={{
        p: 2,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        ...(isCurrent ? { borderColor: 'primary.main' } : {}),
      }}
    >
      <Stack direction="row" spacing={1.25} sx={{ alignItems: 'center' }}>
        {isDone ? (
          <DoneIcon titleAccess="Done" sx={{ color: 'success.main', fontSize: '1.5rem' }} />
        ) : (
          <Avatar
            sx={{ width: 24, height: 24, typography: 'caption', fontWeight: 640, ...(isCurrent ? CURRENT : LATER) }}
          >
            {number}
          </Avatar>
        )}
        <Typography variant="h2">{title}</Typography>
      </Stack>
      <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1, textWrap: 'pretty' }}>
        {text}
      </Typography>
      <Box>
        <Button
          component={PageLink}
          link={link}
          variant={isCurrent ? 'contained' : 'outlined'}
          color={isCurrent ? 'primary' : 'inherit'}
        >
          {action}
        </Button>
      </Box>
    </Paper>
  );
}

const CURRENT = { bgcolor: 'primary.main', color: 'primary.contrastText' } as const;
const LATER = { bgcolor: 'surface.sunken', color: 'text.secondary', border: 1, borderColor: 'divider' } as const;
