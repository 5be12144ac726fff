import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';

const CHILD = fileURLToPath(new URL('./ask-binding.mjs', import.meta.url));

/**
 * Asks a binding, in a child so that a crash is an answer too, which TensorFlow and which device it uses.
 * @returns {Promise<{ tensorflow: string, isGpu: boolean, device: string }>} device is the GPU's name or 'CPU'
 */
export async function askBinding({ binding, nodePath }) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0', TF_FORCE_GPU_ALLOW_GROWTH: 'true' };
  const answer = await capture(nodePath, [CHILD, binding], { env });
  if (answer.code !== 0)
    throw new SetupProblem(
      answer.signal === 'SIGILL'
        ? 'TensorFlow needs instructions that this processor does not have (AVX).'
        : `The TensorFlow binding does not load: ${loadingWords(answer)}.`,
      `Delete ${dirname(binding)} and run the set-up again.`,
    );
  const { tensorflow, isGpu } = JSON.parse(answer.stdout);
  const name = /device: \d+, name: ([^,\n]+)/.exec(answer.stderr)?.[1];
  return { tensorflow, isGpu, device: isGpu ? (name ?? 'GPU') : 'CPU' };
}

function loadingWords({ signal, stderr }) {
  const words = /Error: (.+)/.exec(stderr)?.[1] ?? stderr.trim().split('\n').at(-1);
  return signal === null ? words : `ended by ${signal}`;
}
