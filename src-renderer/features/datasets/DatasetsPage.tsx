import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Page } from '#renderer/components/Page.tsx';

export function DatasetsPage() {
  return (
    <Page title="Data">
      <EmptyState title="Not built yet">This page is being built.</EmptyState>
    </Page>
  );
}
