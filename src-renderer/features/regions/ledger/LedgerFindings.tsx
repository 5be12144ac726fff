import { Alert, Stack } from '@mui/material';
import { Finding } from '../Finding.tsx';
import type { Said } from '../said.ts';
import { differenceSentence, ledgerSentence } from './ledger-sentence.ts';
import type { ShownLedger } from './shown-ledger.ts';

/** What the ledger says, in a sentence a test, and one for the difference between two. */
export function LedgerFindings({ ledgers }: { readonly ledgers: readonly ShownLedger[] }) {
  const [first, second] = ledgers;
  const said: readonly (Said & { readonly of: string })[] = [
    ...ledgers.map(({ name, ledger }) => ({ of: second === undefined ? '' : name, ...ledgerSentence(ledger) })),
    ...(first === undefined || second === undefined
      ? []
      : [{ of: '', ...differenceSentence([first.ledger, second.ledger], [first.name, second.name]) }]),
  ];
  const isOtherGrid = first !== undefined && second !== undefined && first.grid !== second.grid;
  return (
    <Stack spacing={0.5} component="section" aria-label="What the ledger says">
      {said.map(({ of, ...one }) => (
        <Finding key={`${of} ${one.text}`} said={one} of={of} />
      ))}
      {isOtherGrid && (
        <Alert severity="warning" variant="outlined">
          The maps of the two have other grids ({first.grid} and {second.grid} cells): a coarser map spills over more of
          its neighbours, whatever the network looks at.
        </Alert>
      )}
    </Stack>
  );
}
