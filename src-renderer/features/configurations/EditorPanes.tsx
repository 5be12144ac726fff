import { Box, useMediaQuery } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { Preflight } from '#shared/contract/configurations.ts';
import { BeforeStart } from './before-start/BeforeStart.tsx';
import { FormPane } from './form/FormPane.tsx';
import { goToNextPane } from './next-pane.ts';
import { type RightTab, RightTabs } from './RightTabs.tsx';
import { TextPane } from './TextPane.tsx';
import type { useEditing } from './use-editing.ts';
import { useGoing } from './use-going.ts';

export type EditorPanesProps = {
  readonly editing: ReturnType<typeof useEditing>;
  readonly preflight: UseQueryResult<Preflight>;
  readonly showsAll: boolean;
  readonly onShowAll: (showsAll: boolean) => void;
  readonly onMeasure: ((network: string) => void) | null;
  /** Null while it cannot be started. */
  readonly onStart: (() => void) | null;
};

/** Form at the left, text beside it; what the training would take in a third column where there is room, else behind a tab. */
export function EditorPanes({ editing, preflight, onStart, ...form }: EditorPanesProps) {
  const { origin, document, snapshot, edits } = editing;
  const isWide = useMediaQuery('(min-width: 1600px)');
  const [tab, setTab] = useState<RightTab>('text');
  const root = useRef<HTMLDivElement>(null);
  const going = useGoing({ document, snapshot, onShowText: () => setTab('text') });
  useShortcut({
    keys: 'F6',
    description: 'Go to the next pane',
    group: 'Configuration',
    worksInText: true,
    isHidden: true,
    run: () => goToNextPane(root.current),
  });
  useShortcut({
    keys: 'F1',
    description: 'Explain the setting that has the focus',
    group: 'Configuration',
    isHidden: true,
    run: null,
  });
  useShortcut({
    keys: 'Esc',
    description: 'In the text: let the next Tab leave it',
    group: 'Configuration',
    isHidden: true,
    run: null,
  });
  const onFormKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !['z', 'y', 'enter'].includes(key)) return;
    event.preventDefault(); // a field's own memory knows nothing of the text; Enter belongs to a field, Ctrl+Enter does not
    if (key === 'enter') onStart?.();
    else if (event.shiftKey || key === 'y') document.redo();
    else document.undo();
  };
  const text = <TextPane origin={origin} document={document} snapshot={snapshot} onGoToKey={going.toKey} />;
  const beforeStart = (
    <BeforeStart
      snapshot={snapshot}
      preflight={preflight}
      onMeasure={form.onMeasure === null ? null : () => form.onMeasure?.(snapshot.check.config?.network ?? '')}
      onGoToProblem={going.toFirstProblem}
      onGoToKey={going.toKey}
    />
  );
  return (
    <Box ref={root} sx={{ ...PANES, gridTemplateColumns: isWide ? '5fr 5fr 4fr' : '1fr 1fr' }}>
      <Box component="section" aria-label="Form" data-pane onKeyDown={onFormKey} sx={PANE}>
        <FormPane
          snapshot={snapshot}
          edits={edits}
          preflight={preflight.data}
          sought={going.sought}
          onGoToLine={going.toLine}
          {...form}
        />
      </Box>
      {isWide ? (
        <>
          <Box component="section" aria-label="Text" data-pane sx={PANE}>
            {text}
          </Box>
          <Box component="section" aria-label="Before the start" data-pane sx={PANE}>
            {beforeStart}
          </Box>
        </>
      ) : (
        <Box component="section" aria-label="Text and before the start" data-pane sx={PANE}>
          <RightTabs
            tab={tab}
            onTab={setTab}
            problemCount={snapshot.check.problems.length}
            findings={preflight.data?.findings ?? []}
            text={text}
            beforeStart={beforeStart}
          />
        </Box>
      )}
    </Box>
  );
}

const PANES = { display: 'grid', height: '100%', minHeight: 0, borderTop: 1, borderColor: 'divider' } as const;

const PANE = {
  minWidth: 0,
  minHeight: 0,
  overflow: 'hidden',
  bgcolor: 'background.paper',
  '& + &': { borderLeft: 1, borderColor: 'divider' },
} as const;
