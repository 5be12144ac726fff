import { notBuiltYet } from '../not-built-yet.ts';

export const createWorkspaceRouter = () => notBuiltYet('workspace');
