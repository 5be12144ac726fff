/** Whatever is wrong with what a user gives: one sentence with the place, what to do, an exit code of its own, and nothing lost. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '#main/backend.ts';
import { lockWorkspace } from '#main/store/lock.ts';
import { facet, facetJson, folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { newestRunFolder, outcomeOf, readWorkspace } from '../training/outcome.ts';

const folder = folderForTests('bad');
const at = (...parts: string[]) => path.join(folder, ...parts);
const WORKSPACE = 'workspace';
const here = { cwd: folder, env: { FACET_WORKSPACE: WORKSPACE, FACET_DEBUG: '' } };

beforeAll(() => prepareTinyTraining(folder));

/** Standard error of a command that has to fail, of which nothing may look like a stack. */
async function refusal(args: readonly string[], exitCode: number): Promise<string> {
  const ended = await facet(args, here);
  expect(ended.exitCode, ended.stderr + ended.stdout).toBe(exitCode);
  expect(ended.stderr).toMatch(/^facet: /);
  expect(ended.stderr).not.toMatch(/\n\s+at |node:internal|\.ts:\d/);
  return ended.stderr;
}
const train = (...set: string[]) => ['train', '--config', 'tiny.yaml', ...set.flatMap((one) => ['--set', one])];
const hasRuns = () =>
  existsSync(at(WORKSPACE, 'facet.sqlite')) && readWorkspace(at(WORKSPACE), ({ runs }) => runs.list().length > 0);

describe('a command line', () => {
  it.each([
    ['an unknown command', ['trian'], /unknown command 'trian'/],
    ['an unknown option', ['train', '--confg', 'x'], /unknown option '--confg'/],
    ['an option without its value', ['train', '--config'], /argument missing/],
    ['neither a configuration nor a run', ['train'], /train needs either --config FILE or --resume RUN/],
    ['a number that is none', ['test', '--run', 'x', '--limit', 'few'], /--limit.*'few'.*whole number from 1/],
    ['a choice that there is not', ['test', '--run', 'x', '--class', 'both'], /--class.*'both'.*predicted, fake, real/],
  ])('with %s is refused', async (_, args, message) => {
    expect(await refusal(args, 2)).toMatch(message);
  });

  it('is refused as JSON where JSON was asked for', async () => {
    const { exitCode, json, stderr } = await facetJson(['train'], here);
    expect([exitCode, stderr]).toEqual([2, '']);
    expect(json).toMatchObject({ error: { code: 'usage', message: expect.any(String), hint: expect.any(String) } });
  });
});

describe('a configuration', () => {
  it('that is not there is named', async () => {
    expect(await refusal(['train', '--config', 'nowhere.yaml'], 7)).toMatch(/no configuration "nowhere\.yaml"/);
  });

  it('with an unknown key is refused at its line, with the nearest key', async () => {
    writeFileSync(at('typo.yaml'), readFileSync(at('tiny.yaml'), 'utf8').replace('batch_size: 4', 'bach_size: 4'));
    const stderr = await refusal(['train', '--config', 'typo.yaml'], 3);
    expect(stderr).toMatch(/typo\.yaml:12:1: unknown key `bach_size`; did you mean `batch_size`\?/);
  });

  it('is refused for a --set that fits no key or no value', async () => {
    expect(await refusal(train('optimiser.lr=1'), 3)).toMatch(
      /--set optimiser\.lr=1: .*did you mean `optimizer\.lr`\?/,
    );
    expect(await refusal(train('optimizer.lr=fast'), 3)).toMatch(
      /--set optimizer\.lr=fast: `optimizer\.lr`: expected .*found/,
    );
  });

  it('that asks for a GPU where there is none is not trained on the CPU in silence', async () => {
    const { json } = await facetJson<{ readonly error?: { readonly code: string; readonly message: string } }>(
      train('device=cuda', 'num_epochs=1', 'data.train=nowhere.csv'), // fails for want of faces where there is a GPU
      here,
    );
    expect(['device_unavailable', 'file_not_found']).toContain(json.error?.code);
    if (json.error?.code === 'device_unavailable') {
      const stderr = await refusal(train('device=cuda'), 5);
      expect(stderr).toMatch(/asks for device: cuda, and .*\n.*device: auto or device: cpu.*facet doctor/);
    }
    expect(hasRuns()).toBe(false);
  });
});

describe('a CSV', () => {
  it('that is not there, or lacks the column real, is named', async () => {
    expect(await refusal(train('data.train=nowhere.csv'), 7)).toMatch(/no file ".*nowhere\.csv"/);
    writeFileSync(at('columns.csv'), readFileSync(at('faces.csv'), 'utf8').replace('path,real', 'path,label'));
    expect(await refusal(train('data.train=columns.csv'), 6)).toMatch(/columns\.csv.*`?"?real/);
    expect(hasRuns()).toBe(false);
  });

  it('with more than 5 % bad rows is refused with their lines and reasons, and used with --allow-bad', async () => {
    await drawTinyFaces(folder, { count: 24, name: 'spoilt', seed: 5 });
    writeFileSync(at('spoilt', '3.png'), 'not a picture');
    rmSync(at('spoilt', '7.png'));
    const stderr = await refusal(train('data.train=spoilt.csv'), 6);
    expect(stderr).toMatch(/spoilt\.csv": 2 of 24 rows \(8\.3 %\) cannot be used\./);
    expect(stderr).toMatch(/line 5, "spoilt\/3\.png": the image .+\n {2}line 9, "spoilt\/7\.png": the image .+\n/);
    expect(stderr).toContain('--allow-bad');
    expect(hasRuns()).toBe(false);

    const {
      exitCode,
      stdout,
      stderr: said,
    } = await facet([...train('data.train=spoilt.csv', 'num_epochs=1'), '--allow-bad'], here);
    expect(exitCode, said).toBe(0);
    expect(stdout).toContain(' The number of bad rows left out : 2\n');
    expect(stdout).toMatch(/spoilt\.csv:5: spoilt\/3\.png the image /);
  });
});

describe('a run to resume', () => {
  const name = () => path.basename(newestRunFolder(at(WORKSPACE))); // of the one trained above
  const resume = (named: string, ...set: string[]) => [
    ...['train', '--resume', named],
    ...set.flatMap((one) => ['--set', one]),
  ];

  it('that there is not is named, with those that there are', async () => {
    const stderr = await refusal(resume('nobody'), 9);
    expect(stderr).toMatch(/no run "nobody"/);
    expect(stderr).toContain(name());
    expect(await refusal(resume(at('tiny.yaml')), 9)).toMatch(/lies in no run of the workspace/);
  });

  it('that has nothing left to do says so, and how to go on', async () => {
    expect(await refusal(resume(name()), 10)).toMatch(/is finished: epoch 1 was its last\.\n.*num_epochs=N/);
  });

  it('cannot become another one on the way', async () => {
    expect(await refusal(resume(name(), 'batch_size=8', 'num_epochs=2'), 3)).toMatch(
      /began with batch_size: 4 and cannot go on with 8/,
    );
  });

  it('whose saved state is damaged is refused with the file, before anything is changed', async () => {
    const checkpoints = path.join(newestRunFolder(at(WORKSPACE)), 'checkpoints');
    const damaged = readdirSync(checkpoints).find((file) => file.endsWith('.optimizer.safetensors')) ?? '';
    const bytes = readFileSync(path.join(checkpoints, damaged));
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    writeFileSync(path.join(checkpoints, damaged), bytes);
    const before = outcomeOf(at(WORKSPACE));

    const stderr = await refusal(resume(name(), 'num_epochs=2'), 8);
    expect(stderr).toContain(`${damaged} is not as it was written`);
    expect(stderr).toMatch(/\n {2}Start a new run from the weights of an earlier epoch/);
    const after = outcomeOf(at(WORKSPACE));
    expect(after).toEqual({ ...before, status: 'failed' });
    expect(readWorkspace(at(WORKSPACE), ({ runs }) => runs.find(name()).error)).toMatchObject({ code: 'file_invalid' });
  });

  it('that was cancelled is over for good', async () => {
    const backend = createBackend({ workspace: at(WORKSPACE), owner: 'a test', versions: {} });
    backend.store.runs.changeStatus(backend.store.runs.find(name()).id, { to: 'cancelled' });
    await backend.close();
    expect(await refusal(resume(name(), 'num_epochs=2'), 10)).toMatch(
      /is cancelled and cannot become running\.\n.*start a new one/,
    );
  });
});

describe('a workspace', () => {
  it('that another Facet has in use is left alone, and its owner named', async () => {
    mkdirSync(at('owned'), { recursive: true });
    const lock = lockWorkspace(at('owned'), { owner: 'the other Facet' });
    const stderr = await refusal(['runs', '--workspace', 'owned'], 10);
    lock.release();
    expect(stderr).toMatch(new RegExp(`is in use by the other Facet \\(process ${process.pid} on .+\\) since \\d{4}-`));
  });

  it('that is a file is refused', async () => {
    expect(await refusal(['runs', '--workspace', 'tiny.yaml'], 8)).toMatch(
      /workspace ".*tiny\.yaml" cannot be made.*EEXIST/,
    );
  });
});

describe('weights', () => {
  it("that are not there, or are PyTorch's, are refused with what to do", async () => {
    const predict = (file: string) => ['predict', '--checkpoint', file, '--input', 'faces', '--output', 'none.csv'];
    expect(await refusal(predict('none.safetensors'), 7)).toMatch(/no file of weights "none\.safetensors"/);
    writeFileSync(at('theirs.pth'), 'PK');
    expect(await refusal(predict('theirs.pth'), 8)).toMatch(/facet weights import theirs\.pth theirs\.safetensors/);
    writeFileSync(at('noise.safetensors'), 'noise, and not enough of it');
    expect(await refusal(predict('noise.safetensors'), 8)).toMatch(/noise\.safetensors" cannot be used: /);
    expect(existsSync(at('none.csv'))).toBe(false);
  });
});

describe('an output', () => {
  it('that cannot be written is refused before anything is scored', async () => {
    writeFileSync(at('any.safetensors'), 'not read');
    const predict = (output: string) => [
      'predict',
      '--checkpoint',
      'any.safetensors',
      '--input',
      'faces',
      '--output',
      output,
    ];
    expect(await refusal(predict('tiny.yaml/scores.csv'), 8)).toMatch(/folder ".*tiny\.yaml" cannot be made/);
    expect(await refusal(predict('faces'), 8)).toMatch(/"faces" is a folder; expected the name of a CSV/);
    const explain = ['explain', '--checkpoint', 'any.safetensors', '--input', 'faces', '--output', 'tiny.yaml'];
    expect(await refusal(explain, 8)).toMatch(/folder "tiny\.yaml" cannot be made/);
  });
});

/** A user namespace in which this process may mount a small disk. */
const IN_NAMESPACE = ['-Urm', 'sh', '-c'];
const canMount = spawnSync('unshare', [...IN_NAMESPACE, 'mount -t tmpfs tmpfs /mnt']).status === 0;

describe('a disk', () => {
  // Room for the weights of the first epoch, 45 MB, and not for the optimizer's state, 90 MB.
  it.skipIf(!canMount)('that is full when an epoch is saved ends the run with what is lacking (needs unshare)', () => {
    mkdirSync(at('small'));
    const main = new URL('../../../src-main/cli/main.ts', import.meta.url).href;
    const start = `import(${JSON.stringify(main)}).then(({ main }) => main(process.argv.slice(1)))`;
    const script = `mount -t tmpfs -o size=80m tmpfs small
      "$0" -e "$1" -- train --config tiny.yaml --workspace small; echo "exit code $?"
      ls -A small/runs/*/checkpoints
      "$0" -e "$1" -- runs --workspace small --json`;
    const { stdout, stderr } = spawnSync('unshare', [...IN_NAMESPACE, script, process.execPath, start], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [, saved = '', runs = ''] = /exit code 14\n([^[]*)(\[[\s\S]*)$/.exec(stdout) ?? [];
    expect(stderr).toMatch(/optimizer\.safetensors" was not written: it needs \d+ bytes and \d+ bytes are free/);
    expect(JSON.parse(runs)).toMatchObject([{ status: 'failed', lastEpoch: null }]);
    expect(saved.trim().split('\n')).toEqual(['0001.safetensors', 'best.safetensors']); // whole, and no state that names them
  });
});
