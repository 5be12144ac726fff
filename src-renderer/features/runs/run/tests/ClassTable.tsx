import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { formatMetric, formatPercent } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestMetrics } from '#shared/contract/evaluations.ts';
import type { ClassName } from '#shared/domain/labels.ts';

export type ClassTableProps = {
  readonly metrics: TestMetrics /** Of the test: stands first. */;
  readonly positiveClass: ClassName;
};

const ROWS = [
  ['Precision', 'precision', formatPercent],
  ['Recall', 'recall', formatPercent],
  ['F1', 'f1', formatMetric],
  ['Specificity', 'specificity', formatPercent],
  ['Balanced accuracy', 'balancedAccuracy', formatPercent],
  ['Average precision', 'averagePrecision', formatMetric],
] as const;

/** What depends on which class is called positive, for either: a figure without its positive class means nothing. */
export function ClassTable({ metrics: { byPositiveClass }, positiveClass }: ClassTableProps) {
  const classes = positiveClass === 'fake' ? (['fake', 'real'] as const) : (['real', 'fake'] as const);
  return (
    <Panel title="By positive class" isFlush>
      <Table aria-label="Figures by positive class" sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell>Measure</TableCell>
            {classes.map((name) => (
              <TableCell key={name} align="right">
                {name} is positive
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {ROWS.map(([title, key, format]) => (
            <TableRow key={key}>
              <TableCell component="th" scope="row">
                {title}
              </TableCell>
              {classes.map((name) => (
                <TableCell key={name} align="right">
                  {format(byPositiveClass[name][key])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
