import { Alert, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { COVERING_TITLES, COVERINGS, type Covering } from '#shared/domain/explanations.ts';
import type { Look } from '../use-looked-at.ts';
import { FaithfulnessPanel } from './FaithfulnessPanel.tsx';
import { KnockOutPanel } from './KnockOutPanel.tsx';

const route = getRouteApi('/regions');

/** A heat map is a claim; covering a part and asking again is a test of it. */
export function MattersTab({ looks }: { readonly looks: readonly Look[] }) {
  const { covering = 'blur' } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (next: Covering) =>
    void navigate({ search: (search) => ({ ...search, covering: next === 'blur' ? undefined : next }), replace: true });
  useShortcut({
    keys: 'b',
    description: 'Does it matter: cover by blurring, or by the mean colour',
    group: 'Regions',
    run: () => choose(covering === 'blur' ? 'mean' : 'blur'),
  });
  return (
    <Stack spacing={2}>
      <Alert severity="warning" variant="outlined" sx={STAYS}>
        Covered pictures are unlike any that the network was trained on. A fall says that the covered part mattered, or
        that the cover itself confused the network: compare both covers, and the maps of random values.
      </Alert>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" id="covering">
          A region is
        </Typography>
        <ToggleButtonGroup
          exclusive
          value={covering}
          aria-labelledby="covering"
          onChange={(_, next: Covering | null) => next !== null && choose(next)}
        >
          {COVERINGS.map((each) => (
            <ToggleButton key={each} value={each}>
              {COVERING_TITLES[each]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Stack>
      {looks.map((look) => (
        <KnockOutPanel
          key={`${look.subject.test.id} ${covering}`}
          look={look}
          covering={covering}
          isAlone={looks.length === 1}
        />
      ))}
      {looks.map((look) => (
        <FaithfulnessPanel key={look.subject.test.id} look={look} isAlone={looks.length === 1} />
      ))}
    </Stack>
  );
}

/** In sight however far the page is scrolled: no figure here is to be read without it. */
const STAYS = { position: 'sticky', top: 0, zIndex: 2, bgcolor: 'background.default' } as const;
