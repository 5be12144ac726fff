import { os } from '../procedures.ts';
import type { EventBus } from './bus.ts';

export const createEventsRouter = ({ events }: { readonly events: EventBus }) =>
  os.events.router({
    subscribe: os.events.subscribe.handler(({ input, signal }) => events.subscribe({ ...input, signal })),
  });
