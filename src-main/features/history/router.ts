import { os } from '../procedures.ts';
import type { History } from './history.ts';

export const createHistoryRouter = ({ history }: { readonly history: History }) =>
  os.history.router({
    state: os.history.state.handler(() => history.state()),
    undo: os.history.undo.handler(() => ({ undone: history.undo() })),
    redo: os.history.redo.handler(() => ({ redone: history.redo() })),
  });
