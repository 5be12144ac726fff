import type { RefObject } from 'react';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { TableHandle } from '#renderer/components/table/VirtualTable.tsx';
import type { RunPlace, RunRow } from '#shared/contract/runs.ts';
import type { FilterBoxHandle } from './FilterBox.tsx';
import type { RunActs } from './use-run-acts.ts';

export type RunsKeysProps = {
  readonly table: RefObject<TableHandle | null>;
  readonly filterBox: RefObject<FilterBoxHandle | null>;
  readonly acts: RunActs;
  readonly selected: readonly RunRow[];
  readonly place: RunPlace;
};

const GROUP = 'Runs';

/** The page's keys. Those that the table hears itself stand here too, so that the sheet shows them: from elsewhere they bring the focus to it. */
export function RunsKeys({ table, filterBox, acts, selected, place }: RunsKeysProps) {
  const toTable = () => table.current?.focus();
  const hasSome = selected.length > 0;
  const isOne = selected.length === 1;
  const isActive = place === 'active';
  const arePinned = selected.every(({ isPinned }) => isPinned);
  return (
    <>
      <Shortcut keys={['f', '/']} description="Filter the runs" group={GROUP} run={() => filterBox.current?.focus()} />
      {TABLE_KEYS.map(([keys, description]) => (
        <Shortcut key={description} keys={keys} description={description} group={GROUP} isHidden run={toTable} />
      ))}
      <Shortcut keys="t" description="Tag the selected runs" group={GROUP} isEnabled={hasSome} run={acts.tag} />
      <Shortcut
        keys="c"
        description="Compare the selected runs side by side"
        group={GROUP}
        isEnabled={hasSome}
        run={acts.compare}
      />
      <Shortcut keys="F2" description="Rename the selected run" group={GROUP} isEnabled={isOne} run={acts.rename} />
      <Shortcut
        keys="b"
        description="Compare the others with the selected run (baseline)"
        group={GROUP}
        isEnabled={isOne && isActive}
        run={acts.toggleBaseline}
      />
      <Shortcut
        keys="p"
        description="Pin the selected runs, or unpin them"
        group={GROUP}
        isEnabled={hasSome && isActive}
        run={() => acts.pin(!arePinned)}
      />
      <Shortcut
        keys="e"
        description="Archive the selected runs"
        group={GROUP}
        isEnabled={hasSome && place !== 'archived'}
        run={() => acts.move('archived')}
      />
      <Shortcut
        keys="Del"
        description="Move the selected runs to the trash"
        group={GROUP}
        isEnabled={hasSome && place !== 'trashed'}
        run={() => acts.move('trashed')}
      />
      <Shortcut
        keys="r"
        description="Restore the selected runs"
        group={GROUP}
        isEnabled={hasSome && !isActive}
        run={() => acts.move('active')}
      />
    </>
  );
}

const TABLE_KEYS = [
  [['Down', 'Up'], 'Go from run to run'],
  [['Space'], 'Select the run, or not'],
  [['Shift+Down', 'Shift+Up'], 'Select from here on'],
  [['Mod+A'], 'Select all that are shown'],
  [['Enter'], 'Open the run'],
] as const;
