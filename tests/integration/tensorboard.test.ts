import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventWriter } from '#main/engine/tensorboard/event-writer.ts';

/** FACET_PYTHON names an interpreter that has the `tensorboard` package. */
const python = process.env['FACET_PYTHON'] ?? '';
const hasTensorBoard = python !== '' && spawnSync(python, ['-c', 'import tensorboard']).status === 0;
const unless = 'skipped unless FACET_PYTHON names an interpreter with tensorboard';

/** Prints what TensorBoard's own reader makes of a folder: the plugin of each tag and its series. */
const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={'tensors': 0, 'histograms': 0, 'scalars': 0})
events.Reload()
tags = events.Tags()
print(json.dumps({
    'scalars': {tag: [[e.wall_time, e.step, e.value] for e in events.Scalars(tag)] for tag in tags['scalars']},
    'histograms': {
        tag: [[e.step, e.histogram_value.min, e.histogram_value.max, e.histogram_value.num, list(e.histogram_value.bucket_limit), list(e.histogram_value.bucket)]
              for e in events.Histograms(tag)]
        for tag in tags['histograms']
    },
}))
`;

/** The same through what the TensorBoard of today shows: its loader turns plain values into those of its plugins. */
const READ_MIGRATED = `
import json, os, sys
from tensorboard.backend.event_processing import event_file_loader
from tensorboard.util import tensor_util
found = {}
for name in sorted(os.listdir(sys.argv[1])):
    for event in event_file_loader.EventFileLoader(os.path.join(sys.argv[1], name)).Load():
        for value in event.summary.value:
            plugin = value.metadata.plugin_data.plugin_name
            found.setdefault(value.tag, []).append([plugin, event.step, tensor_util.make_ndarray(value.tensor).tolist()])
print(json.dumps(found))
`;

describe.skipIf(!hasTensorBoard)(`TensorBoard's own reader (${unless})`, () => {
  let folder = '';
  const read = (script: string) => JSON.parse(execFileSync(python, ['-c', script, folder], { encoding: 'utf8' }));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'facet-tensorboard-'));
    let timeMs = 1_700_000_000_000;
    const options = { clock: () => timeMs, hostname: 'desk' };
    const first = createEventWriter(folder, options);
    first.scalar('train/loss', 0.5, 1);
    first.histogram('weights/fc.weight', Float32Array.of(-1, 0.5, 0.51, 2), 1);
    await first.close();
    timeMs += 5_000;
    const second = createEventWriter(folder, options);
    second.scalar('train/loss', 0.25, 2);
    await second.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads scalars and histograms of a run that was started twice', () => {
    const { scalars, histograms } = read(READ);
    expect(scalars).toEqual({
      'train/loss': [
        [1_700_000_000, 1, 0.5],
        [1_700_000_005, 2, 0.25],
      ],
    });
    expect(histograms).toEqual({
      'weights/fc.weight': [[1, -1, 2, 4, [-1, 0.5, 0.5625, 2, 2.25], [1, 0, 2, 0, 1]]],
    });
  });

  it('shows them with its scalar and histogram plugins', () => {
    const found = read(READ_MIGRATED);

    expect(found['train/loss']).toEqual([
      ['scalars', 1, 0.5],
      ['scalars', 2, 0.25],
    ]);
    expect(found['weights/fc.weight']).toEqual([
      [
        'histograms',
        1,
        [
          [-1, -1, 1],
          [-1, 0.5, 0],
          [0.5, 0.5625, 2],
          [0.5625, 2, 0],
          [2, 2, 1],
        ],
      ],
    ]);
  });
});
