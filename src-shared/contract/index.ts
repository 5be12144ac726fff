/** The whole contract between a page and the back end: both sides depend on it, neither on the other. */
import { comparisons } from './comparisons.ts';
import { configurations } from './configurations.ts';
import { datasets } from './datasets.ts';
import { evaluations } from './evaluations.ts';
import { events } from './events.ts';
import { explanations } from './explanations.ts';
import { exports } from './exports.ts';
import { faces } from './faces.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { marks } from './marks.ts';
import { modelExports } from './model-exports.ts';
import { perturbations } from './perturbations.ts';
import { predictions } from './predictions.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { sweeps } from './sweeps.ts';
import { training } from './training.ts';
import { tries } from './tries.ts';
import { workspace } from './workspace.ts';

export const contract = {
  comparisons,
  configurations,
  datasets,
  evaluations,
  events,
  explanations,
  exports,
  faces,
  files,
  history,
  jobs,
  marks,
  modelExports,
  perturbations,
  predictions,
  runs,
  settings,
  sweeps,
  training,
  tries,
  workspace,
};
