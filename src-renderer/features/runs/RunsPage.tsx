import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Page } from '#renderer/components/Page.tsx';

export function RunsPage() {
  return (
    <Page title="Runs">
      <EmptyState title="Not built yet">This page is being built.</EmptyState>
    </Page>
  );
}
