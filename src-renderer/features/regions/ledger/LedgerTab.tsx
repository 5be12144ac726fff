import { Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { Panel } from '#renderer/components/Panel.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { NotMeasured } from '../NotMeasured.tsx';
import { useAverage } from '../queries.ts';
import { MEASURES, type Measure } from '../search.ts';
import type { Look } from '../use-looked-at.ts';
import { Waiting } from '../Waiting.tsx';
import { LedgerFindings } from './LedgerFindings.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { useShownLedgers } from './use-shown-ledgers.ts';

const TITLES: Readonly<Record<Measure, string>> = {
  share: 'Share',
  'per-area': 'Per area',
  difference: 'Against the average face',
};

const MEANINGS: Readonly<Record<Measure, string>> = {
  share: "Mean share of a map's mass inside the region.",
  'per-area': 'Share of the mass over share of the area: 1× is what an even map has.',
  difference: 'Share of the mass less the mean over the faces of all outcomes.',
};

const route = getRouteApi('/regions');

/** Region by outcome: how much of the maps falls where. */
export function LedgerTab({ looks }: { readonly looks: readonly Look[] }) {
  const { show: measure = 'share' } = route.useSearch();
  const navigate = route.useNavigate();
  const { ledgers, ...waiting } = useShownLedgers(looks);
  const { data: averages } = useAverage(looks.find(({ measured }) => measured !== null)?.measured ?? null);
  const choose = (next: Measure) =>
    void navigate({ search: (search) => ({ ...search, show: next === 'share' ? undefined : next }), replace: true });
  useShortcut({
    keys: 'm',
    description: 'Ledger: next measure (share, per area, against the average face)',
    group: 'Regions',
    run: () => choose(MEASURES[(MEASURES.indexOf(measure) + 1) % MEASURES.length] ?? 'share'),
  });
  const unmeasured = looks.filter(({ offer, measured }) => offer !== null && measured === null);
  return (
    <Stack spacing={2}>
      <Waiting what="the ledger" {...waiting} />
      {ledgers.length > 0 && (
        <>
          <LedgerFindings ledgers={ledgers} />
          <Panel
            title="Region by outcome"
            subtitle={MEANINGS[measure]}
            isFlush
            actions={
              <ToggleButtonGroup
                exclusive
                value={measure}
                aria-label="What the cells say"
                onChange={(_, next: Measure | null) => next !== null && choose(next)}
              >
                {MEASURES.map((each) => (
                  <ToggleButton key={each} value={each}>
                    {TITLES[each]}
                  </ToggleButton>
                ))}
              </ToggleButtonGroup>
            }
          >
            <LedgerTable ledgers={ledgers} measure={measure} landmarks={averages?.landmarks ?? []} />
          </Panel>
        </>
      )}
      {unmeasured.map((look) => (
        <NotMeasured key={look.subject.test.id} look={look} what="The ledger" />
      ))}
    </Stack>
  );
}
