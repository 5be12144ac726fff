import type { ModelSettings } from '../messages.ts';
import { createModel } from '../networks/model.ts';
import { ModelSession } from '../networks/model-session.ts';
import { readWeightsFile, writeWeightTensors } from '../training/checkpoints.ts';

/** A network made for evaluation, with the weights of a file. Dispose it. @throws file_invalid, file_not_found */
export async function loadNetwork(settings: ModelSettings, file: string): Promise<ModelSession> {
  const weights = await readWeightsFile(file);
  const session = new ModelSession(createModel(settings, null));
  writeWeightTensors(session, weights, file);
  return session;
}
