// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the lines of a virtual one are
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import ChevronRight from '@mui/icons-material/ChevronRight';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { formatCount } from '../format.ts';
import type { TableLine } from './table.ts';

export type SpanLineProps = {
  readonly line: Exclude<TableLine<never>, { readonly kind: 'row' }>;
  readonly rowIndex: number;
  readonly topPx: number;
  readonly heightPx: number;
  readonly onToggle: () => void;
};

/** A line across all columns: the heading of a group, which opens and closes it, or a divider. */
export function SpanLine({ line, rowIndex, topPx, heightPx, onToggle }: SpanLineProps) {
  return (
    <div
      role="row"
      className={`line ${line.kind}`}
      aria-rowindex={rowIndex}
      style={{ height: heightPx, transform: `translateY(${topPx}px)` }}
    >
      <div role="gridcell" className="stays">
        {line.kind === 'divider' ? (
          line.title
        ) : (
          <button type="button" aria-expanded={line.isOpen} onClick={onToggle}>
            {line.isOpen ? <ExpandMore fontSize="small" /> : <ChevronRight fontSize="small" />}
            {line.title}
            <small>{formatCount(line.count)}</small>
          </button>
        )}
      </div>
    </div>
  );
}
