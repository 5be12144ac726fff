/** Files of weights: from PyTorch's formats, and to where torchvision reads them. */
import path from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { ResultOf } from '#main/engine/messages.ts';
import { openEngine } from '../training/service.ts';

const SETTINGS = { threads: 0, num_workers: 4, device: 'cpu' } as const;

export type WeightsService = ReturnType<typeof createWeightsService>;

export const createWeightsService = ({ spawnEngine }: { spawnEngine: SpawnEngine }) => ({
  /** A .pth of PyTorch's, either format -> safetensors of the same names and layout. @throws file_invalid, file_not_found */
  importFile: async (source: string, target: string): Promise<ResultOf<'import-weights'>> => {
    await using engine = openEngine(spawnEngine, SETTINGS);
    return await engine.run({ kind: 'import-weights', source: path.resolve(source), target: path.resolve(target) });
  },
  /** A checkpoint of Facet's -> a file that torchvision's load_state_dict takes, checked to be whole. @throws file_invalid */
  exportFile: async (source: string, target: string): Promise<ResultOf<'export-weights'>> => {
    await using engine = openEngine(spawnEngine, SETTINGS);
    return await engine.run({ kind: 'export-weights', source: path.resolve(source), target: path.resolve(target) });
  },
});
