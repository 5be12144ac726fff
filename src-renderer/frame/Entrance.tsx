import { Backdrop, Box, Paper } from '@mui/material';
import { type ReactNode, useSyncExternalStore } from 'react';
import { entrance } from '#renderer/api/entrance.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';

/** The workbench, or what to do to be let in. Where the host was started anew under an open page, the page stays, under it. */
export function Entrance({ children }: { readonly children: ReactNode }) {
  const state = useSyncExternalStore(entrance.subscribe, entrance.get);
  if (state === 'outside')
    return (
      <Box component="main" sx={{ height: '100%', display: 'flex', alignItems: 'center' }}>
        <HowToEnter />
      </Box>
    );
  return (
    <>
      {children}
      <Backdrop open={state === 'lost'} sx={{ zIndex: 'modal' }}>
        <Paper role="alertdialog" aria-label="Open Facet again" elevation={8}>
          <HowToEnter hint="Facet was started anew. What is on this page stays until you are back." />
        </Paper>
      </Backdrop>
    </>
  );
}

function HowToEnter({ hint }: { readonly hint?: string }) {
  return (
    <EmptyState title="Open Facet from the address it printed">
      {hint === undefined ? null : <p>{hint}</p>}
      <p>
        Only that address lets a browser in, once. For a new one press Enter where Facet runs, or start{' '}
        <code>facet serve</code> again, and open it here or in another tab.
      </p>
    </EmptyState>
  );
}
