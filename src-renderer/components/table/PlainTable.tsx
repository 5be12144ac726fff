import { useMemo, useState } from 'react';
import { type ColumnPlaces, type ColumnSort, completePlaces, type TableColumn, type TableLine } from './table.ts';
import { VirtualTable } from './VirtualTable.tsx';

export type PlainColumn<Row> = TableColumn<Row> & {
  /** By which the column sorts; absent: it does not. */
  readonly sortKey?: (row: Row) => string | number | null;
};

export type PlainTableProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** The same array always. */
  readonly columns: readonly PlainColumn<Row>[];
  readonly rowHeightPx?: number;
};

const words = new Intl.Collator('en', { numeric: true });

/** A table that is only read: of any length, sorted by its titles; widths and order last as long as it is shown. Fills the box around it. */
export function PlainTable<Row>({ label, rows, idOf, columns, rowHeightPx }: PlainTableProps<Row>) {
  const [places, setPlaces] = useState<ColumnPlaces>(() => completePlaces([], columns, () => true));
  const [sort, setSort] = useState<readonly ColumnSort[]>([]);
  const lines = useMemo(
    () => sorted(rows, sort, columns).map((row): TableLine<Row> => ({ kind: 'row', id: idOf(row), row })),
    [rows, sort, columns, idOf],
  ); // ten thousand rows: not at each scroll
  const titled = useMemo(
    () => columns.map((column) => ({ ...column, isSortable: column.sortKey !== undefined })),
    [columns],
  );
  return (
    <VirtualTable
      label={label}
      lines={lines}
      columns={titled}
      places={places}
      onPlacesChange={setPlaces}
      sort={sort}
      onSortChange={setSort}
      selection={null}
      nameOf={idOf}
      {...(rowHeightPx === undefined ? {} : { rowHeightPx })}
    />
  );
}

function sorted<Row>(
  rows: readonly Row[],
  sort: readonly ColumnSort[],
  columns: readonly PlainColumn<Row>[],
): readonly Row[] {
  const keys = sort.flatMap(({ id, isDescending }) => {
    const read = columns.find((column) => column.id === id)?.sortKey;
    return read === undefined ? [] : [{ read, sign: isDescending ? -1 : 1 }];
  });
  if (keys.length === 0) return rows;
  return rows.toSorted((a, b) => {
    for (const { read, sign } of keys) {
      const order = compare(read(a), read(b), sign);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** What is missing comes last, whichever way. */
function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b)));
}
