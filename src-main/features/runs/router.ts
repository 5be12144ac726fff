import { notBuiltYet } from '../not-built-yet.ts';

export const createRunsRouter = () => notBuiltYet('runs');
