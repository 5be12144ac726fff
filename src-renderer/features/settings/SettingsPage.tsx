import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Page } from '#renderer/components/Page.tsx';

export function SettingsPage() {
  return (
    <Page title="Settings">
      <EmptyState title="Not built yet">This page is being built.</EmptyState>
    </Page>
  );
}
