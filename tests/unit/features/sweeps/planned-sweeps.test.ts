import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  listPlannedSweeps,
  readPlannedSweep,
  sweepFolder,
  writePlannedSweep,
} from '#main/features/sweeps/planned-sweeps.ts';
import { temporaryFolder } from '#tests/unit/store/workspace.ts';
import { plan } from '#tests/unit/sweep/planning.ts';

const sweep = plan('name: b\nbase: base.yaml\nparameters: { batch_size: [4, 8] }\nearly_stop: { rule: median }\n');

describe('the sweeps that a workspace knows', () => {
  it('come back as they were, with what their trials are judged and shown by', () => {
    const workspace = temporaryFolder();
    writePlannedSweep(workspace, sweep);
    const read = readPlannedSweep(workspace, 'b');
    expect(read).toMatchObject({ file: 'sweep.yaml', objective: 'valid_loss', early_stop: sweep.early_stop });
    expect(read?.trials.map(({ id, settings, config }) => [id, settings, config])).toEqual(
      sweep.trials.map(({ id, settings, config: { network, batch_size, num_epochs, input_size } }) => [
        id,
        settings,
        { network, batch_size, num_epochs, input_size },
      ]),
    );
  });

  it('are those that were written; a folder of a cluster’s trials alone is none', () => {
    const workspace = temporaryFolder();
    expect(listPlannedSweeps(workspace)).toEqual([]);
    writePlannedSweep(workspace, sweep);
    writePlannedSweep(workspace, { ...sweep, name: 'a' });
    mkdirSync(sweepFolder(workspace, 'c'));
    expect(listPlannedSweeps(workspace)).toEqual(['a', 'b']);
    expect(readPlannedSweep(workspace, 'c')).toBeNull();
  });

  it('are never looked for outside the workspace, whatever a tag says', () => {
    const workspace = temporaryFolder();
    writeFileSync(path.join(workspace, 'sweep.json'), '{');
    expect(readPlannedSweep(workspace, '..')).toBeNull();
  });

  it('are refused where a file is not as it was written', () => {
    const workspace = temporaryFolder();
    writePlannedSweep(workspace, sweep);
    writeFileSync(path.join(sweepFolder(workspace, 'b'), 'sweep.json'), '{"format":2}');
    expect(() => readPlannedSweep(workspace, 'b')).toThrow('sweep.json" is not as Facet wrote it.');
  });
});
