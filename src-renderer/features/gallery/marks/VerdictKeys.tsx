import { Button, Stack } from '@mui/material';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { VERDICT_TITLES, VERDICTS, type Verdict } from '#shared/contract/predictions.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { useJudge } from '../queries.ts';

export type VerdictKeysProps = {
  /** None = nothing happens. */
  readonly imageIds: readonly ImageId[];
  /** "37 selected" */
  readonly about: string;
  /** The verdict that the face has. */
  readonly current: Verdict | null;
  readonly onJudged: (verdict: Verdict | null) => void;
};

/** The verdicts by their keys, 1 to 4, and 0 for none; each a button too. */
export function VerdictKeys({ imageIds, about, current, onJudged }: VerdictKeysProps) {
  const judge = useJudge();
  const isEnabled = imageIds.length > 0;
  const act = (verdict: Verdict | null) => {
    if (isEnabled)
      judge.mutate({ selection: { imageIds: [...imageIds] }, verdict }, { onSuccess: () => onJudged(verdict) });
  };
  return (
    <Stack direction="row" role="group" aria-label={`Verdict on ${about}`} sx={{ gap: 0.75, flexWrap: 'wrap' }}>
      {VERDICTS.map((verdict, i) => (
        <Shortcut
          key={verdict}
          keys={String(i + 1)}
          description={`Verdict: ${VERDICT_TITLES[verdict].toLowerCase()}`}
          group="Gallery"
          isEnabled={isEnabled}
          run={() => act(verdict)}
        />
      ))}
      <Shortcut keys="0" description="No verdict" group="Gallery" isEnabled={isEnabled} run={() => act(null)} />
      {VERDICTS.map((verdict, i) => (
        <Button
          key={verdict}
          variant={current === verdict ? 'contained' : 'outlined'}
          color={current === verdict ? 'primary' : 'inherit'}
          aria-pressed={current === verdict}
          title={`Key ${i + 1}`}
          disabled={!isEnabled}
          onClick={() => act(verdict)}
        >
          {i + 1} {VERDICT_TITLES[verdict]}
        </Button>
      ))}
      <Button color="inherit" disabled={!isEnabled} title="Key 0" onClick={() => act(null)}>
        0 None
      </Button>
    </Stack>
  );
}
