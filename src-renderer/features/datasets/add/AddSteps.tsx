import { Step, StepButton, Stepper } from '@mui/material';
import { type AddSearch, backTo, STEPS, type Step as StepName, stepOf } from './search.ts';

export type AddStepsProps = { readonly search: AddSearch; readonly onGo: (search: AddSearch) => void };

const TITLES: Readonly<Record<StepName, string>> = {
  source: 'Source',
  columns: 'Columns',
  check: 'Check',
  add: 'Add',
};

/** Where one is; the steps that are done lead back. */
export function AddSteps({ search, onGo }: AddStepsProps) {
  const current = STEPS.indexOf(stepOf(search));
  return (
    <Stepper nonLinear activeStep={current} sx={{ '& .MuiStep-root': { px: 1 } }}>
      {STEPS.map((step, index) => (
        <Step key={step} completed={index < current}>
          <StepButton
            disabled={index > current}
            {...(index === current ? { 'aria-current': 'step' as const } : {})}
            onClick={() => index < current && onGo(backTo(step, search))}
          >
            {TITLES[step]}
          </StepButton>
        </Step>
      ))}
    </Stepper>
  );
}
