import { notBuiltYet } from '../not-built-yet.ts';

export const createConfigurationsRouter = () => notBuiltYet('configurations');
