import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { formatCount } from '#renderer/components/format.ts';
import type { RunPlace, RunRow } from '#shared/contract/runs.ts';

export type PlaceSwitchProps = {
  readonly runs: readonly RunRow[];
  readonly place: RunPlace;
  readonly onChange: (place: RunPlace) => void;
};

const TITLES: Readonly<Record<RunPlace, string>> = { active: 'Active', archived: 'Archive', trashed: 'Trash' };

/** Which runs are looked at, with how many there are of each. */
export function PlaceSwitch({ runs, place, onChange }: PlaceSwitchProps) {
  const count = (wanted: RunPlace) => runs.filter((run) => run.place === wanted).length;
  return (
    <ToggleButtonGroup
      exclusive
      value={place}
      aria-label="Which runs"
      onChange={(_, next: RunPlace | null) => {
        if (next !== null) onChange(next);
      }}
    >
      {(Object.keys(TITLES) as RunPlace[]).map((one) => (
        <ToggleButton key={one} value={one}>
          {TITLES[one]} {formatCount(count(one))}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
