/** `precision: mixed`, from the configuration to the run: it trains where the device has instructions for it, and is refused where not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { lowTypesOf } from '#main/engine/low-types.ts';
import { facet, folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder } from './outcome.ts';

const DEVICE_UNAVAILABLE = 5;
const folder = folderForTests('mixed');
const train = (workspace: string, type: string) =>
  facet(
    [
      ...['train', '--workspace', workspace, '--config', 'tiny.yaml', '--set', 'num_epochs=1'],
      ...['--set', 'precision=mixed', '--set', `mixed_type=${type}`],
    ],
    { cwd: folder },
  );

beforeAll(() => prepareTinyTraining(folder));

it.each(['bfloat16', 'float16'] as const)(
  'trains in %s, or says what the device lacks and makes no run',
  async (type) => {
    const lacking = (await lowTypesOf('cpu'))[type];
    const { exitCode, stdout, stderr } = await train(type, type);
    if (lacking !== null) {
      expect(exitCode).toBe(DEVICE_UNAVAILABLE);
      expect(stderr).toContain(`asks for precision: mixed in ${type}, and CPU`);
      expect(stderr).toContain(lacking);
      return;
    }
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`Computed in ${type}; weights, statistics, loss and optimizer in float32`);
    const last = readFileSync(path.join(newestRunFolder(path.join(folder, type)), 'checkpoints', 'last.json'), 'utf8');
    expect('lossScale' in JSON.parse(last).state).toBe(type === 'float16');
  },
);
