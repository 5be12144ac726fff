import { os } from '../procedures.ts';
import { listSweeps, type SummariesDependencies } from './summaries.ts';

export const createSweepsRouter = (dependencies: SummariesDependencies) =>
  os.sweeps.router({ list: os.sweeps.list.handler(() => listSweeps(dependencies)) });
