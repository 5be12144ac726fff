import SwapIcon from '@mui/icons-material/SwapVertOutlined';
import { Alert, Button, Divider, Stack, Typography } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ColumnMapping, Inspection } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { PolarityGround } from '#shared/domain/polarity.ts';
import { ClassValues } from './ClassValues.tsx';
import { groundOf, swapped, valuesOn, withValue } from './mapping.ts';
import { ValueChips } from './ValueChips.tsx';

export type LabelPanelProps = {
  readonly inspection: Inspection;
  readonly isOld: boolean;
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** Which labels mean real and which fake, with faces of each: the one mistake that no number shows later. */
export function LabelPanel({ inspection, isOld, mapping, onChange }: LabelPanelProps) {
  const { id, columns, examples, polarityFrom } = inspection;
  const canSwap = mapping.realValues.length + mapping.fakeValues.length > 0;
  const leftOut = mapping.label === '' ? [] : valuesOn('none', mapping, columns);
  const of = (side: 'real' | 'fake') => ({
    values: valuesOn(side, mapping, columns),
    faces: examples[side],
    inspectionId: id,
    isOld,
    onMove: (value: string, to: 'real' | 'fake' | 'none') => onChange(withValue(mapping, value, to)),
  });
  return (
    <Panel
      title="Real and fake"
      actions={
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<SwapIcon />}
          disabled={!canSwap}
          onClick={() => onChange(swapped(mapping))}
        >
          Swap real and fake
        </Button>
      }
    >
      <Stack spacing={2}>
        <Ground ground={polarityFrom ?? groundOf(mapping, columns)} mapping={mapping} />
        <ClassValues label={REAL} title="Facet will call these real" {...of('real')} />
        <Divider />
        <ClassValues label={FAKE} title="Facet will call these fake" {...of('fake')} />
        {leftOut.length > 0 && (
          <>
            <Divider />
            <Stack spacing={1}>
              <Typography variant="h3">Rows with these labels are left out</Typography>
              <ValueChips side="none" values={leftOut} onMove={of('real').onMove} />
            </Stack>
          </>
        )}
      </Stack>
    </Panel>
  );
}

const GROUNDS: Readonly<Record<Exclude<PolarityGround, 'assumed'>, (label: string) => string>> = {
  values: (label) => `Guessed from the words in the column "${label}".`,
  column: (label) => `Guessed from the name of the column "${label}".`,
  paths: () => 'Guessed from the names of the folders that the images lie in.',
};

type GroundProps = { readonly ground: PolarityGround | null; readonly mapping: ColumnMapping };

function Ground({ ground, mapping: { label, fakeValues } }: GroundProps) {
  if (ground === null) return null;
  if (ground !== 'assumed')
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {GROUNDS[ground](label)} Look at the faces, and swap if they are the wrong way round.
      </Typography>
    );
  return (
    <Alert severity="warning" variant="outlined">
      Nothing in the table says which value means real. Facet assumes that {fakeValues[0]} means fake, as most data sets
      have it. Look at the faces, and swap if they are the wrong way round.
    </Alert>
  );
}
