/** What can be done with the runs that are chosen. The frame offers Undo for each change; only deleting for good asks. */
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { confirm } from '#renderer/components/confirm/confirm-store.ts';
import { formatBytes, plural } from '#renderer/components/format.ts';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';
import { saveText } from '#renderer/components/save-file.ts';
import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { RunPlace, RunRow } from '#shared/contract/runs.ts';
import { useMoveRuns, usePinRuns, usePurgeRuns } from '../queries.ts';
import { shownFields } from './layout.ts';
import { runsCsv } from './runs-csv.ts';
import type { RunsView } from './use-runs-view.ts';

export type RunActs = ReturnType<typeof useRunActs>;

export type RunActsOptions = {
  readonly view: Pick<RunsView, 'fields' | 'shown' | 'shownPlaces' | 'setBaseline'>;
  readonly selected: readonly RunRow[];
  readonly baselineId: RunRow['id'] | null;
};

export function useRunActs({ view, selected, baselineId }: RunActsOptions) {
  const [dialog, setDialog] = useState<'tag' | 'rename' | null>(null);
  const router = useRouter();
  const move = useMoveRuns();
  const pin = usePinRuns();
  const purge = usePurgeRuns();
  const runIds = selected.map(({ id }) => id);
  const [first] = selected;
  const names = selected.length === 1 && first !== undefined ? first.name : plural(selected.length, 'run');
  return {
    dialog,
    closeDialog: () => setDialog(null),
    tag: () => setDialog('tag'),
    rename: () => setDialog('rename'),
    move: (to: RunPlace) => move.mutate({ runIds, to }),
    pin: (isPinned: boolean) => pin.mutate({ runIds, isPinned }),
    /** Side by side: one alone beside the baseline. */
    compare: () => {
      const others = runIds.filter((id) => id !== baselineId);
      const withBaseline = baselineId !== null && (runIds.includes(baselineId) || runIds.length === 1);
      const compared = withBaseline ? [baselineId, ...others] : others;
      router.history.push(`/compare?runs=${compared.slice(0, MAX_COMPARED).join(',')}`);
    },
    toggleBaseline: () => {
      if (first !== undefined) view.setBaseline(first.id === baselineId ? null : first.id);
    },
    /** The chosen runs, or all that are shown; the columns as they are shown. */
    exportCsv: () => {
      const exported = selected.length > 0 ? view.shown.filter((run) => selected.includes(run)) : view.shown;
      saveText('runs.csv', runsCsv(exported, shownFields(view.fields, view.shownPlaces)), 'text/csv');
    },
    purge: async () => {
      const isAgreed = await confirm({
        title: `Delete ${names} for good?`,
        text: 'Checkpoints, logs, tests and heat maps are deleted with it. This cannot be undone.',
        action: 'Delete for good',
        isDangerous: true,
      });
      if (!isAgreed) return;
      purge.mutate(runIds, {
        onSuccess: ({ freedBytes }) =>
          raiseNotice({
            level: 'success',
            title: `Deleted ${names}`,
            message: `${formatBytes(freedBytes)} of disk space are free again.`,
          }),
      });
    },
  };
}
