import { notBuiltYet } from '../not-built-yet.ts';

export const createFilesRouter = () => notBuiltYet('files');
