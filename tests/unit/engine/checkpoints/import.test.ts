import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importPyTorchWeights } from '#main/engine/checkpoints/import.ts';
import { readPyTorchStateDict } from '#main/engine/checkpoints/pytorch.ts';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { hashFile } from '#main/engine/checkpoints/weights-file.ts';
import { errorOf, FIXTURES, temporaryFolder } from './file-makers.ts';

const folder = temporaryFolder();

describe('importing weights', () => {
  it('writes the same tensors as safetensors, and where they came from', async () => {
    const source = join(FIXTURES, 'checkpoint.pth');
    const target = join(folder.path, 'out.safetensors');
    const summary = await importPyTorchWeights(source, target);
    const { tensors, metadata, sha256 } = await readSafetensors(target);
    const original = (await readPyTorchStateDict(source)).tensors;
    expect([...tensors.keys()].sort()).toEqual([...original.keys()].sort());
    for (const [name, tensor] of tensors)
      expect({ ...tensor, data: [...tensor.data] }).toEqual({ ...tensor, data: [...(original.get(name)?.data ?? [])] });
    expect(metadata).toEqual(
      new Map([
        ['format', 'pt'],
        ['source', 'checkpoint.pth'],
        ['source_sha256', await hashFile(source)],
      ]),
    );
    // Convolution 3 -> 4 of 3 x 3 with bias, batch norm of 4, linear 4 -> 2: 112 + 8 + 10; batch norm's 3 buffers are none.
    expect(summary).toMatchObject({ tensors: 9, parameters: 130, sha256 });
    expect(summary.notes).toEqual([
      'The weights were taken from the entry "state_dict".',
      'The prefix "module." was taken off every name (it comes from DataParallel).',
      'Left out: epoch, arch, best_acc1, optimizer.',
    ]);
  });

  it('does not write over the file that it reads', async () => {
    const file = folder.write('same.pth', readFileSync(join(FIXTURES, 'plain.pth')));
    expect((await errorOf(importPyTorchWeights(file, join(folder.path, '.', 'same.pth')))).code).toBe('usage');
    expect(readFileSync(file)).toEqual(readFileSync(join(FIXTURES, 'plain.pth')));
  });

  it('writes nothing where the source is refused', async () => {
    const target = join(folder.path, 'never.safetensors');
    await errorOf(importPyTorchWeights(join(FIXTURES, 'whole-model.pth'), target));
    expect(existsSync(target)).toBe(false);
  });
});
