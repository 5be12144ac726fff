import { notBuiltYet } from '../not-built-yet.ts';

export const createTrainingRouter = () => notBuiltYet('training');
