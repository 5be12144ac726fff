import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { folderForTests, startFacet, until } from '#tests/helpers/cli.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';

const folder = folderForTests('ctrl-c');

/** Whether the process has a child that checks images. */
const isChecking = (pid: number) =>
  execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => line.trim().startsWith(`${pid} `) && line.includes('images/child.ts'));

it('ends with 130, as every Ctrl-C does, where the images are still being checked, and leaves no run', async () => {
  await prepareTinyTraining(folder);
  await drawTinyFaces(folder, { count: 200 });
  const running = startFacet(['train', '--config', 'tiny.yaml', '--workspace', 'here'], { cwd: folder });
  await until('the check of the images has begun', () => isChecking(running.pid));
  running.signal('SIGINT', 'group'); // as a terminal does
  const { exitCode, stdout, stderr } = await running.ended;
  expect(exitCode, stderr).toBe(130);
  expect(stderr).toMatch(/The check of the images was stopped/);
  expect(stdout).not.toMatch(/Epoch/);
  const runs = await startFacet(['runs', '--workspace', 'here', '--json'], { cwd: folder }).ended;
  expect(JSON.parse(runs.stdout)).toEqual([]);
});
