import { Box, Stack, Typography } from '@mui/material';
import { formatCount } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ColumnMapping, DryRunReport, Inspection } from '#shared/contract/datasets.ts';
import { BalanceTable } from '../detail/overview/BalanceTable.tsx';
import { BucketPanel } from '../detail/overview/BucketPanel.tsx';
import { RowList } from '../RowList.tsx';
import { AddPanel } from './AddPanel.tsx';
import type { AddSearch, Go } from './search.ts';

export type CheckReportProps = {
  readonly report: DryRunReport;
  readonly inspection: Inspection;
  readonly mapping: ColumnMapping;
  readonly search: AddSearch;
  readonly onGo: Go;
};

/** What would be added, what would be left out and why, and the button. */
export function CheckReport({ report, inspection, mapping, search, onGo }: CheckReportProps) {
  const { balance, sizes, formats, bad, badCount, duplicates, duplicateCount, usableCount } = report;
  const { name } = inspection;
  return (
    <Stack direction={{ xs: 'column', md: 'row-reverse' }} spacing={2} useFlexGap sx={{ maxWidth: 1320 }}>
      <Box sx={{ flex: '0 0 auto', width: { md: 320 } }}>
        <AddPanel
          report={report}
          name={name}
          request={{ source: inspection.source, mapping }}
          onAdding={(add) => onGo({ ...search, add })}
        />
      </Box>
      <Stack spacing={2} sx={{ flex: '1 1 0', minWidth: 0 }}>
        <Counts report={report} />
        {usableCount > 0 && (
          <>
            <Panel title="Classes and splits">
              <BalanceTable balance={balance} />
            </Panel>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))' }}>
              <BucketPanel title="Sizes" buckets={sizes} />
              <BucketPanel title="Formats" buckets={formats} />
            </Box>
          </>
        )}
        {badCount > 0 && (
          <RowList
            title="Rows that are left out"
            rows={bad}
            total={badCount}
            fileName={`${name} - rows left out.csv`}
          />
        )}
        {duplicateCount > 0 && (
          <RowList
            title="Pictures that stand there twice"
            about="Same picture, same label: they stay, and weigh twice. The Shortcuts page of the data set looks for them across splits."
            rows={duplicates}
            total={duplicateCount}
            fileName={`${name} - duplicates.csv`}
          />
        )}
      </Stack>
    </Stack>
  );
}

function Counts({ report }: { readonly report: DryRunReport }) {
  const { rowCount, usableCount, badCount, duplicateCount, groupCount } = report;
  const counts = [
    ['Rows', rowCount],
    ['Usable', usableCount],
    ['Left out', badCount],
    ['Duplicates', duplicateCount],
    ['Groups', groupCount],
  ] as const;
  return (
    <Panel>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(96px, 1fr))' }}
      >
        {counts.map(([title, count]) => (
          <Stack key={title} direction="column-reverse">
            <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
              {title}
            </Typography>
            <Typography component="dd" variant="h1" sx={{ m: 0 }}>
              {formatCount(count)}
            </Typography>
          </Stack>
        ))}
      </Box>
    </Panel>
  );
}
