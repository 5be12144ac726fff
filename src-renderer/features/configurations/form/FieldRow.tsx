import InfoIcon from '@mui/icons-material/InfoOutlined';
import ResetIcon from '@mui/icons-material/RestartAltOutlined';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import { memo, useId, useState } from 'react';
import { assertNever } from '#shared/errors.ts';
import type { KeyEdits } from '../editor/use-configuration.ts';
import { BooleanControl } from './BooleanControl.tsx';
import { ChoiceControl } from './ChoiceControl.tsx';
import { CountControl } from './CountControl.tsx';
import type { ControlProps } from './control.ts';
import { FactorsControl } from './FactorsControl.tsx';
import { FieldHelp } from './FieldHelp.tsx';
import type { FieldState } from './field-state.ts';
import { IntervalControl } from './IntervalControl.tsx';
import { NumberControl } from './NumberControl.tsx';
import { PathControl } from './PathControl.tsx';
import { TagsControl } from './TagsControl.tsx';
import { TextControl } from './TextControl.tsx';
import { valueInWords } from './value-in-words.ts';
import { WeightsControl } from './WeightsControl.tsx';

export type FieldRowProps = {
  readonly state: FieldState;
  readonly edits: KeyEdits;
};

/** One key: its title with all that is known of it on hover or F1, its control, what is wrong with it, and the way back to the default. */
export const FieldRow = memo(
  function FieldRow({ state, edits }: FieldRowProps) {
    const { field, problem, lock, isGiven, fallback } = state;
    const [isExplained, setExplained] = useState(false);
    const id = useId();
    const ids = { label: `${id}-label`, control: `${id}-control`, description: `${id}-description` };
    const isDefault = JSON.stringify(state.value) === JSON.stringify(fallback);
    const canReset = isGiven && !isDefault && !state.isLocked && fallback !== undefined;
    return (
      <Box
        data-field={field.path}
        onKeyDown={(event) => {
          if (event.key === 'F1') setExplained(true);
          else if (event.key === 'Escape' && isExplained) setExplained(false);
          else return;
          event.preventDefault();
        }}
        onBlur={() => setExplained(false)}
        sx={ROW}
      >
        <Tooltip
          placement="bottom-start"
          open={isExplained}
          onOpen={() => setExplained(true)}
          onClose={() => setExplained(false)}
          title={<FieldHelp state={state} />}
          describeChild
        >
          <Typography variant="body2" sx={{ minWidth: 0, pt: 0.75, cursor: 'help', fontWeight: isDefault ? 400 : 600 }}>
            <label id={ids.label} htmlFor={ids.control}>
              {field.title}
            </label>
            <InfoIcon aria-hidden sx={{ fontSize: 14, ml: 0.5, mb: '-2px', color: 'text.secondary' }} />
          </Typography>
        </Tooltip>
        <Box sx={{ minWidth: 0 }}>
          <Control state={state} ids={ids} onChange={(value) => edits.set(field.path, value)} />
          <Typography
            id={ids.description}
            variant="caption"
            component="p"
            sx={problem === null ? { color: 'text.secondary' } : { color: 'error.main' }}
          >
            {problem ?? lock}
            <Box component="span" sx={SPOKEN_ONLY}>
              {field.description} {isDefault ? 'This is the default.' : ''}
            </Box>
          </Typography>
        </Box>
        {canReset ? (
          <Tooltip title={`Back to the default, ${valueInWords(fallback)}`}>
            <IconButton
              aria-label={`Back to the default of ${field.title}, ${valueInWords(fallback)}`}
              onClick={() => edits.reset(field.path)}
            >
              <ResetIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        ) : (
          <Typography variant="caption" sx={{ color: 'text.secondary', pt: 0.75 }}>
            {isDefault ? 'default' : ''}
          </Typography>
        )}
      </Box>
    );
  },
  (a, b) => a.edits === b.edits && JSON.stringify(a.state) === JSON.stringify(b.state),
);

const ROW = {
  position: 'relative', // holds what is spoken only
  display: 'grid',
  gridTemplateColumns: 'minmax(172px, 2fr) minmax(0, 3fr) 48px',
  columnGap: 1.5,
  alignItems: 'start',
  py: 0.5,
} as const;

const SPOKEN_ONLY = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clip: 'rect(0 0 0 0)' } as const;

function Control(props: ControlProps) {
  const { field } = props.state;
  switch (field.kind) {
    case 'integer':
    case 'number':
      return <NumberControl {...props} />;
    case 'count':
      return <CountControl {...props} />;
    case 'interval':
      return <IntervalControl {...props} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'text':
      return <TextControl {...props} />;
    case 'texts':
      return <TagsControl {...props} />;
    case 'factors':
      return <FactorsControl {...props} />;
    case 'weights':
      return <WeightsControl {...props} />;
    case 'path':
      return <PathControl {...props} />;
    default:
      return assertNever(field);
  }
}
