import { getRouteApi } from '@tanstack/react-router';
import { Page } from '#renderer/components/Page.tsx';
import { DropArea } from '../drop/DropArea.tsx';
import { AddSteps } from './AddSteps.tsx';
import { SourceStep } from './SourceStep.tsx';
import { stepOf } from './search.ts';
import { TableSteps } from './TableSteps.tsx';

const route = getRouteApi('/datasets/add');

/** From a CSV or folder to a data set: source, columns, check, add. Each step is a link; Back goes a step back. */
export function AddDatasetPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const step = stepOf(search);
  const goTo = (next: typeof search, { replace = false }: { readonly replace?: boolean } = {}) =>
    void navigate({ search: next, replace });
  return (
    <DropArea onPath={(path) => goTo({ path })}>
      <Page title="Add data" subtitle={<AddSteps search={search} onGo={goTo} />}>
        {step === 'source' ? (
          <SourceStep onPath={(path) => goTo({ path })} />
        ) : (
          <TableSteps key={search.path} search={search} step={step} onGo={goTo} />
        )}
      </Page>
    </DropArea>
  );
}
