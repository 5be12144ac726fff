/** `synth` as a job: drawing is heavy, and the back end stays free. */
import type { JobContext } from '../jobs.ts';
import type { ResultOf, SynthesizeJob } from '../messages.ts';
import { synthesizeFaces } from './synthesize.ts';

export async function runSynthesis(
  job: SynthesizeJob,
  { report, signal }: JobContext,
): Promise<ResultOf<'synthesize'>> {
  const { kind: _, ...options } = job;
  const { count, files } = await synthesizeFaces({
    ...options,
    onProgress: (seen, total) => report({ kind: 'progress', seen, count: total }),
    signal,
  });
  return { kind: 'synthesize', count, files: [...files] };
}
