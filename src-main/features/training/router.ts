import { os } from '../procedures.ts';
import { type ProbeStripDependencies, probeStrip } from './probe-strip.ts';
import type { TrainingQueue } from './queue.ts';

export type TrainingRouterDependencies = ProbeStripDependencies & { readonly queue: TrainingQueue };

export const createTrainingRouter = ({ queue, ...dependencies }: TrainingRouterDependencies) =>
  os.training.router({
    state: os.training.state.handler(() => queue.state()),
    start: os.training.start.handler(({ input }) => queue.start(input)),
    resume: os.training.resume.handler(({ input }) => queue.resume(input)),
    startQueue: os.training.startQueue.handler(() => queue.startQueue()),
    configuration: os.training.configuration.handler(({ input }) => queue.configuration(input.entryId)),
    edit: os.training.edit.handler(({ input }) => queue.edit(input.entryId, input.yaml)),
    reorder: os.training.reorder.handler(({ input }) => queue.reorder(input.entryId, input.position)),
    remove: os.training.remove.handler(({ input }) => queue.remove(input.entryId)),
    stop: os.training.stop.handler(() => queue.stop()),
    end: os.training.end.handler(() => queue.end()),
    cancel: os.training.cancel.handler(() => queue.cancel()),
    probes: os.training.probes.handler(({ input }) => probeStrip(input.runId, dependencies)),
  });
