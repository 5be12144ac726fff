/** The table's columns: one for each field of runs. */
import type { TableColumn } from '#renderer/components/table/table.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { RunCell } from './RunCell.tsx';
import { RunName } from './RunName.tsx';

export type RunColumnsOptions = { readonly baseline: RunRow | null; readonly nowMs: number };

export const runColumns = (
  fields: readonly RunField[],
  { baseline, nowMs }: RunColumnsOptions,
): readonly TableColumn<RunRow>[] =>
  fields.map((field) => ({
    id: field.name,
    title: field.title,
    about: field.isSetting ? `${field.name}. ${field.about ?? ''}` : field.about,
    align: isNumeric(field) ? 'end' : 'start',
    widthPx: WIDTHS_PX[field.name] ?? widthOf(field),
    isPinned: field.name === 'name',
    render:
      field.name === 'name'
        ? (run) => <RunName run={run} isBaseline={run.id === baseline?.id} />
        : (run) => <RunCell field={field} run={run} baseline={baseline} nowMs={nowMs} />,
  }));

const isNumeric = ({ kind }: RunField) => kind === 'number' || kind === 'fraction' || kind === 'duration';

const WIDTHS_PX: Readonly<Record<string, number>> = {
  status: 116,
  name: 240,
  network: 130,
  data: 160,
  epochs: 84,
  'test.accuracy': 148,
  duration: 84,
  tag: 170,
  notes: 240,
};

/** With room for the difference from a baseline: "▼ +0.2475 worse". */
const COMPARED_PX = 128;

function widthOf({ kind, title, isSetting, better }: RunField): number {
  if (better !== null) return COMPARED_PX;
  if (isSetting) return Math.min(200, Math.max(90, 30 + 7 * title.length));
  return kind === 'instant' ? 128 : 110;
}
