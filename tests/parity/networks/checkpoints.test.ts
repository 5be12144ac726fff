/** Weights of every network, written by us, loaded strictly and saved by torchvision and PyTorch, and read by us again. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPyTorchWeights } from '#main/engine/checkpoints/import.ts';
import { readSafetensors, writeSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { weightTensors } from '#main/engine/training/checkpoints.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { expectationsOf, setFormula } from './comparison.ts';
import { FULL_SIZE, settingsOf } from './network-settings.ts';

const python = process.env['FACET_PYTHON'] ?? '';
const hasTorchvision = python !== '' && spawnSync(python, ['-c', 'import torchvision, safetensors']).status === 0;
const script = fileURLToPath(new URL('../round_trip.py', import.meta.url));

describe.skipIf(!hasTorchvision)('weights through torchvision (needs FACET_PYTHON with torchvision)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'facet-round-trip-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(NETWORK_NAMES)(
    '%s: what torchvision loads strictly and PyTorch saves comes back the same',
    async (network) => {
      const [mine, theirs, back] = ['mine.safetensors', 'theirs.pth', 'back.safetensors'].map((name) =>
        path.join(folder, name),
      ) as [string, string, string];
      const session = new ModelSession(createModel(settingsOf(network, FULL_SIZE), null));
      setFormula(session, expectationsOf(network).gain);
      await writeSafetensors(mine, weightTensors(session, 7));
      session.dispose();
      execFileSync(python, [script, network, mine, theirs]);
      await importPyTorchWeights(theirs, back);
      const [written, returned] = [await readSafetensors(mine), await readSafetensors(back)];
      expect([...returned.tensors.keys()]).toEqual([...written.tensors.keys()]);
      for (const [name, { dtype, shape, data }] of written.tensors) {
        const other = returned.tensors.get(name);
        expect([other?.dtype, other?.shape], name).toEqual([dtype, shape]);
        expect(Buffer.compare(other?.data ?? new Uint8Array(), data), name).toBe(0);
      }
    },
  );
});
