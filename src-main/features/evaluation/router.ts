import { notBuiltYet } from '../not-built-yet.ts';

export const createEvaluationsRouter = () => notBuiltYet('evaluations');
