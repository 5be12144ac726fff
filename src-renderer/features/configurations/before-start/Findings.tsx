import { Alert, Button, Stack } from '@mui/material';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Finding } from '#shared/contract/configurations.ts';

export type FindingsProps = {
  readonly findings: readonly Finding[];
  readonly onGoToKey: (path: string) => void;
};

/** What keeps the training from starting first, then what a colleague would mention. */
export function Findings({ findings, onGoToKey }: FindingsProps) {
  if (findings.length === 0)
    return (
      <Alert severity="success" variant="outlined">
        Nothing to mention: it can start.
      </Alert>
    );
  return (
    <Stack spacing={1} component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }} aria-label="Findings">
      {findings.map((finding) => (
        <li key={finding.text}>
          <Alert
            severity={finding.level}
            variant="outlined"
            action={<Actions finding={finding} onGoToKey={onGoToKey} />}
          >
            {finding.text}
          </Alert>
        </li>
      ))}
    </Stack>
  );
}

function Actions({
  finding: { path, link },
  onGoToKey,
}: { readonly finding: Finding } & Pick<FindingsProps, 'onGoToKey'>) {
  return (
    <Stack spacing={0.5} sx={{ alignItems: 'flex-end' }}>
      {link !== null && (
        <Button color="inherit" component={PageLink} link={link}>
          {link.startsWith('/datasets/add') ? 'Add it' : 'Open'}
        </Button>
      )}
      {path !== null && (
        <Button color="inherit" onClick={() => onGoToKey(path)}>
          Change
        </Button>
      )}
    </Stack>
  );
}
