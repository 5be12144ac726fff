import { useRouter } from '@tanstack/react-router';
import { useStore } from 'zustand';
import { dismissAllNotices, noticeStore } from '#renderer/components/notices/notice-store.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { EVERYWHERE } from '#renderer/components/shortcuts/shortcut-store.ts';
import { ALL_PAGES } from './navigation/nav-items.ts';
import { useOverview, useResume, useStopTraining, useTrainingState } from './queries.ts';

/** What can be done from anywhere: go to a page, and the few things that are wanted whatever is on the screen. */
export function FrameActions() {
  const router = useRouter();
  const go = (link: string) => () => router.history.push(link);
  const hasNotices = useStore(noticeStore, ({ notices }) => notices.length > 0);
  return (
    <>
      {ALL_PAGES.map(({ to, title, keys }) => (
        <Shortcut key={to} keys={keys} description={`Go to ${title}`} group={EVERYWHERE} isHidden run={go(to)} />
      ))}
      <Shortcut keys={null} description="New training" group={EVERYWHERE} run={go('/configurations')} />
      <Shortcut keys={null} description="Add data" group={EVERYWHERE} run={go('/datasets/add')} />
      <TrainingActions />
      <Shortcut
        keys={null}
        description="Dismiss all notices"
        group={EVERYWHERE}
        isEnabled={hasNotices}
        run={dismissAllNotices}
      />
    </>
  );
}

function TrainingActions() {
  const router = useRouter();
  const progress = useTrainingState().data?.progress ?? null;
  const interrupted = useOverview().data?.interruptedRun ?? null;
  const stop = useStopTraining();
  const resume = useResume();
  return (
    <>
      <Shortcut
        keys={null}
        description="Stop the training and keep everything"
        group={EVERYWHERE}
        isEnabled={progress !== null && progress.phase !== 'stopping'}
        run={() => stop.mutate(undefined)}
      />
      <Shortcut
        keys={null}
        description={`Resume ${interrupted?.name ?? 'the interrupted run'}`}
        group={EVERYWHERE}
        isEnabled={interrupted !== null && progress === null}
        run={() => {
          if (interrupted === null) return;
          resume.mutate({ runId: interrupted.id }, { onSuccess: () => router.history.push('/training') });
        }}
      />
    </>
  );
}
