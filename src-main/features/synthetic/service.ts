/** Faces to try with, drawn by the engine. */
import path from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { ResultOf, SynthesizeJob } from '#main/engine/messages.ts';
import { openEngine } from '../training/service.ts';

export type SynthesizeRequest = Omit<SynthesizeJob, 'kind'>;
export type SynthesizeWatch = {
  readonly onProgress: (progress: { readonly seen: number; readonly count: number }) => void;
  readonly signal: AbortSignal;
};

export type SyntheticService = ReturnType<typeof createSyntheticService>;

export const createSyntheticService = ({ spawnEngine }: { spawnEngine: SpawnEngine }) => ({
  synthesize: async (
    request: SynthesizeRequest,
    { onProgress, signal }: SynthesizeWatch,
  ): Promise<ResultOf<'synthesize'>> => {
    await using engine = openEngine(spawnEngine, { threads: 0, num_workers: 4, device: 'cpu' });
    return await engine.run(
      { kind: 'synthesize', ...request, folder: path.resolve(request.folder) },
      { signal, onFact: (fact) => (fact.kind === 'progress' ? onProgress(fact) : undefined) },
    );
  },
});
