import { Box, Stack, Typography } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import type { ExampleFace } from '#shared/contract/datasets.ts';
import { className, type Label } from '#shared/domain/labels.ts';
import { ExampleFaces } from './ExampleFaces.tsx';
import type { LabelValue, ValueSide } from './mapping.ts';
import { ValueChips } from './ValueChips.tsx';

export type ClassValuesProps = {
  readonly label: Label;
  readonly title: string;
  readonly values: readonly LabelValue[];
  readonly faces: readonly ExampleFace[];
  readonly inspectionId: string;
  /** The faces are those of the mapping before the last change. */
  readonly isOld: boolean;
  readonly onMove: (value: string, to: ValueSide) => void;
};

/** The values of one class, and faces that have them. */
export function ClassValues({ label, title, values, faces, inspectionId, isOld, onMove }: ClassValuesProps) {
  return (
    <Stack component="section" aria-label={title} spacing={1.25}>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center', flexWrap: 'wrap', rowGap: 1 }}>
        <Typography variant="h3" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Box component="span" aria-hidden sx={{ display: 'flex' }}>
            <ClassMark label={label} hasWord={false} />
          </Box>
          {title}
        </Typography>
        <ValueChips side={className(label)} values={values} onMove={onMove} />
      </Stack>
      <ExampleFaces faces={faces} inspectionId={inspectionId} isOld={isOld} hasValues={values.length > 0} />
    </Stack>
  );
}
