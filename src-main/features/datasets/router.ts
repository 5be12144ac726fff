import { notBuiltYet } from '../not-built-yet.ts';

export const createDatasetsRouter = () => notBuiltYet('datasets');
