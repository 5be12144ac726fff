/** configs/faces.yaml on the shared faces (real ones and StyleGAN2's), cut short: fewer epochs at a smaller size. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { facet, folderForTests } from '#tests/helpers/cli.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const hasFaces = existsSync(`${REPOSITORY}../shared/data/faces/train.csv`);

describe.skipIf(!hasFaces)('configs/faces.yaml on real faces (skipped without ../shared/data/faces)', () => {
  const here = { cwd: REPOSITORY, env: { FACET_WORKSPACE: `${folderForTests('real-faces')}/workspace` } };
  const short = [
    'input_size.height=64',
    'input_size.width=64',
    'num_epochs=3',
    'optimizer.lr=1e-3',
    'keep_checkpoints=1',
  ];

  it('trains, learns more than the larger class, and is tested on test.csv', async () => {
    const set = short.flatMap((one) => ['--set', one]);
    const trained = await facet(['train', '--config', 'configs/faces.yaml', ...set], here);
    expect(trained.exitCode, trained.stderr).toBe(0);
    expect(trained.stdout).toContain(' The number of train samples : 736\n The number of valid samples : 184\n');
    const accuracies = [...trained.stdout.matchAll(/Train Accuracy = ([\d.]+)/g)].map(([, percent]) => Number(percent));
    expect(accuracies).toHaveLength(3);
    expect(accuracies.at(-1)).toBeGreaterThan(70); // 53 % of the rows are real

    const [name = ''] = /[a-z]+-[a-z]+-\d+/.exec((await facet(['runs'], here)).stdout) ?? [];
    const tested = await facet(['test', '--run', name], here);
    expect(tested.exitCode, tested.stderr).toBe(0);
    expect(tested.stdout).toMatch(/Images {4}: 211/);
  });
});
