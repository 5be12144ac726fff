import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount } from '#renderer/components/format.ts';
import type { OutcomeCounts } from '#shared/contract/predictions.ts';
import { OUTCOME_PARTS, OUTCOME_TITLES, OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import { OutcomeMark } from '../grid/OutcomeMark.tsx';
import { isWrong } from '../words.ts';

export type OutcomeTogglesProps = {
  readonly chosen: readonly Outcome[];
  /** Undefined while they are counted. */
  readonly counts: OutcomeCounts | undefined;
  readonly onChange: (chosen: readonly Outcome[]) => void;
};

const ORDER = [...OUTCOMES].sort((a, b) => Number(isWrong(b)) - Number(isWrong(a)));

/** The four outcomes with how many faces each would show; mistakes first. */
export function OutcomeToggles({ chosen, counts, onChange }: OutcomeTogglesProps) {
  return (
    <ToggleButtonGroup value={[...chosen]} onChange={(_, next: Outcome[]) => onChange(next)} aria-label="Outcomes">
      {ORDER.map((outcome) => {
        const { label, predicted } = OUTCOME_PARTS[outcome];
        const count = counts?.[outcome];
        return (
          <ToggleButton key={outcome} value={outcome} title={OUTCOME_TITLES[outcome]}>
            <OutcomeMark outcome={outcome} />
            <ClassMark label={label} />
            <span>{isWrong(outcome) ? `called ${predicted === 0 ? 'fake' : 'real'}` : 'right'}</span>
            <Box component="span" sx={{ color: 'text.primary', fontWeight: 560 }}>
              {formatCount(count)}
            </Box>
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
}
