import { os } from '../procedures.ts';
import { scoreCurves } from './score-curves.ts';
import { createTestStarter, type StartDependencies } from './start.ts';

export function createEvaluationsRouter(dependencies: StartDependencies) {
  const { store } = dependencies;
  const start = createTestStarter(dependencies);
  return os.evaluations.router({
    list: os.evaluations.list.handler(({ input: { runId } }) => [
      ...store.evaluations.list(runId === null ? {} : { runId }),
    ]),
    get: os.evaluations.get.handler(({ input }) => store.evaluations.get(input.evaluationId)),
    curves: os.evaluations.curves.handler(({ input: { evaluationId } }) => {
      const { positiveClass } = store.evaluations.get(evaluationId);
      return scoreCurves(store.predictions.columns(evaluationId), positiveClass);
    }),
    start: os.evaluations.start.handler(({ input }) => ({ jobId: start(input) })),
  });
}
