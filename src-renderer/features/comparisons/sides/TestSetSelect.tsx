import { MenuItem, TextField } from '@mui/material';
import { plural } from '#renderer/components/format.ts';
import { NEWEST, type TestSet } from '../test-sets.ts';

export type TestChoice = {
  readonly sets: readonly TestSet[];
  /** A set's key, or NEWEST. */
  readonly set: string;
  readonly choose: (set: string) => void;
};

/** Which tests are looked at: those on one set of pictures, or the newest of each run. */
export function TestSetSelect({
  choice: { sets, set, choose },
  runCount,
}: {
  readonly choice: TestChoice;
  readonly runCount: number;
}) {
  return (
    <TextField
      select
      label="Tested on"
      value={set}
      onChange={({ target }) => choose(target.value)}
      sx={{ minWidth: 320 }}
    >
      {sets.map(({ key, title, imageCount, runCount: tested }) => (
        <MenuItem key={key} value={key}>
          {title}, {plural(imageCount, 'face')} (
          {tested === runCount ? 'all runs' : `${tested} of ${plural(runCount, 'run')}`})
        </MenuItem>
      ))}
      <MenuItem value={NEWEST}>The newest test of each run, whatever it was on</MenuItem>
    </TextField>
  );
}
