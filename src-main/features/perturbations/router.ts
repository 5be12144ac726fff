import { os } from '../procedures.ts';
import { faithful } from './faithfulness.ts';
import { knockedOut, knockedOutFace } from './knock-out.ts';
import { createPerturbationService, type PerturbationDependencies } from './service.ts';

export function createPerturbationsRouter(dependencies: PerturbationDependencies) {
  const { store } = dependencies;
  const service = createPerturbationService(dependencies);
  return os.perturbations.router({
    knockOut: os.perturbations.knockOut.handler(({ input }) => ({ jobId: service.knockOut(input) })),
    knockedOut: os.perturbations.knockedOut.handler(({ input }) => knockedOut(store, input)),
    knockedOutFace: os.perturbations.knockedOutFace.handler(({ input }) => knockedOutFace(store, input)),
    faithfulness: os.perturbations.faithfulness.handler(({ input }) => ({ jobId: service.faithfulness(input) })),
    faithful: os.perturbations.faithful.handler(({ input }) => faithful(store, input)),
  });
}
