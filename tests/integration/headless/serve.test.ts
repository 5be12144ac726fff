import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { facet } from '#tests/helpers/cli.ts';
import { serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';

describe('facet serve', () => {
  it('lets a second one open what the first one serves', async () => {
    await using workbench = await serveWorkbench();
    const { folder, workspace, address } = workbench;
    const env = { XDG_RUNTIME_DIR: path.join(folder, 'run'), FACET_CACHE: '' };
    const second = await facet(['serve', '--workspace', workspace, '--no-open'], { cwd: folder, env });
    expect(second.exitCode).toBe(0);
    const [, code = ''] = /is served already\. It is at http:\S+#code=(\S+)/.exec(second.stdout) ?? [];
    const headers = { origin: address.slice(0, -1) };
    const entered = await fetch(`${address}session`, { method: 'POST', body: code, headers });
    expect(entered.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Strict');
  });

  it('says who has the workspace where nobody can let in, and where that is', async () => {
    await using workbench = await serveWorkbench();
    const { folder, workspace, address } = workbench;
    const env = { XDG_RUNTIME_DIR: path.join(folder, 'elsewhere'), FACET_CACHE: '' };
    const second = await facet(['serve', '--workspace', workspace, '--no-open'], { cwd: folder, env });
    expect(second.exitCode).toBe(10);
    expect(second.stderr).toMatch(/is in use by facet serve \(process \d+ on /);
    expect(second.stderr).toContain(`It can be reached at ${address}`);
  });

  it('names a port that is taken', async () => {
    await using workbench = await serveWorkbench();
    const port = new URL(workbench.address).port;
    const args = ['serve', '--workspace', path.join(workbench.folder, 'other'), '--port', port, '--no-open'];
    const second = await facet(args, { cwd: workbench.folder });
    expect([second.exitCode, second.stderr.split('\n')[0]]).toEqual([
      10,
      `facet: Port ${port} is in use by another program.`,
    ]);
  });

  it('stops a training on Ctrl-C, keeps it, and says so', async () => {
    await using workbench = await serveWorkbench();
    const { folder, client } = workbench;
    await prepareTinyTraining(folder);
    const yaml = readFileSync(path.join(folder, 'tiny.yaml'), 'utf8').replace('num_epochs: 2', 'num_epochs: 500');
    const events = await client.events.subscribe({ after: null, session: null });
    await client.training.start({ yaml, configFile: null, allowBad: false, probes: [] });
    for await (const { event } of events) if (event.body.topic === 'run.epoch') break;
    await workbench.stop();
    expect((await workbench.facet.ended).stdout).toMatch(
      /Stopping after this step, everything is kept: .+\nCtrl-C again ends at once\./,
    );
    await using again = await serveWorkbench({ folder });
    const [run] = await again.client.runs.list();
    expect(run).toMatchObject({ status: 'stopped' });
    expect(run?.lastEpoch).toBeGreaterThanOrEqual(1);
  });
});
