import { Badge, Box, Stack, Tab, Tabs } from '@mui/material';
import type { ReactNode } from 'react';
import type { Finding } from '#shared/contract/configurations.ts';

export type RightTab = 'text' | 'before-start';

export type RightTabsProps = {
  readonly tab: RightTab;
  readonly onTab: (tab: RightTab) => void;
  readonly problemCount: number;
  readonly findings: readonly Finding[];
  readonly text: ReactNode;
  readonly beforeStart: ReactNode;
};

/** Text or what it would take, each with how much is wrong there. */
export function RightTabs({ tab, onTab, problemCount, findings, text, beforeStart }: RightTabsProps) {
  const errorCount = findings.filter(({ level }) => level === 'error').length;
  const warningCount = findings.filter(({ level }) => level === 'warning').length;
  return (
    <Stack sx={{ height: '100%', minHeight: 0 }}>
      <Tabs
        value={tab}
        onChange={(_, chosen: RightTab) => onTab(chosen)}
        aria-label="Text or before the start"
        sx={{ borderBottom: 1, borderColor: 'divider', flexShrink: 0 }}
      >
        <Tab
          value="text"
          id="tab-text"
          aria-controls="panel-text"
          label={<Counted name="Text (YAML)" count={problemCount} colour="error" what="problems" />}
        />
        <Tab
          value="before-start"
          id="tab-before-start"
          aria-controls="panel-before-start"
          label={
            errorCount > 0 ? (
              <Counted
                name="Before the start"
                count={errorCount}
                colour="error"
                what="things that keep it from starting"
              />
            ) : (
              <Counted name="Before the start" count={warningCount} colour="warning" what="warnings" />
            )
          }
        />
      </Tabs>
      <Box
        role="tabpanel"
        id="panel-text"
        aria-labelledby="tab-text"
        sx={{ ...PANEL, display: tab === 'text' ? 'block' : 'none' }} // stays, with its cursor
      >
        {text}
      </Box>
      {tab === 'before-start' && (
        <Box role="tabpanel" id="panel-before-start" aria-labelledby="tab-before-start" sx={PANEL}>
          {beforeStart}
        </Box>
      )}
    </Stack>
  );
}

const PANEL = { flexGrow: 1, minHeight: 0 } as const;

type CountedProps = {
  readonly name: string;
  readonly count: number;
  readonly colour: 'error' | 'warning';
  /** What is counted, for who hears it. */
  readonly what: string;
};

function Counted({ name, count, colour, what }: CountedProps) {
  return (
    <Badge
      badgeContent={count}
      color={colour}
      sx={{ '& .MuiBadge-badge': { position: 'static', transform: 'none', ml: count > 0 ? 0.75 : 0 } }}
      slotProps={{ badge: { title: `${count} ${what}` } }}
    >
      {name}
    </Badge>
  );
}
