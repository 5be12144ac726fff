import { expect, it } from 'vitest';
import { facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';

const folder = folderForTests('long-name');

it('refuses a name that is too long for a run as a fault of the configuration, before a run is made', async () => {
  await prepareTinyTraining(folder);
  const train = ['train', '--config', 'tiny.yaml', '--workspace', 'here', '--set', `name=${'n'.repeat(101)}`];
  const { exitCode, stderr } = await facet(train, { cwd: folder });
  expect(exitCode, stderr).toBe(3);
  expect(stderr).toMatch(/name/);
  const { json } = await facetJson<readonly unknown[]>(['runs', '--workspace', 'here'], { cwd: folder });
  expect(json).toEqual([]);
});
