import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPyTorchStateDict } from '#main/engine/checkpoints/pytorch.ts';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { type NamedTensors, toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';
import { hashFile } from '#main/engine/checkpoints/weights-file.ts';
import { createRandom } from '#shared/domain/random.ts';
import { errorOf, FIXTURES, pickle, temporaryFolder, torchZip } from './file-makers.ts';

type Expected = {
  readonly contents: Record<string, { dtype: string; shape: number[]; values: (number | string)[] }>[];
  readonly files: Record<
    string,
    { content: number; format: string; takenFrom: string | null; hadModulePrefix: boolean; ignored: string[] }
  >;
};

/** Made by tests/parity/checkpoint-files.py: what torch.load and safetensors.torch.load_file give for each file. */
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, 'files.expected.json'), 'utf8')) as Expected;
const FILES = Object.entries(EXPECTED.files);
const folder = temporaryFolder();

function expectTensors(tensors: NamedTensors, content: number): void {
  const expected = EXPECTED.contents[content] ?? {};
  expect([...tensors.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { dtype, shape, values }] of Object.entries(expected)) {
    const tensor = tensors.get(name);
    expect(tensor, name).toMatchObject({ name, dtype, shape });
    // Exact: both sides round the same values to float32.
    expect(tensor && toFloat32(tensor), name).toEqual(Float32Array.from(values, Number));
  }
}

describe("files of PyTorch's", () => {
  it.each(FILES.filter(([name]) => name.endsWith('.pth')))(
    'gives what torch.load gives for %s',
    async (name, expected) => {
      const { tensors, sha256, ...facts } = await readPyTorchStateDict(join(FIXTURES, name));
      const { content, ...expectedFacts } = expected;
      expect(facts).toEqual(expectedFacts);
      expectTensors(tensors, content);
      expect(sha256).toBe(await hashFile(join(FIXTURES, name)));
    },
  );

  it('reads the safetensors that Python wrote as Python does', async () => {
    const { tensors } = await readSafetensors(join(FIXTURES, 'python.safetensors'));
    expectTensors(tensors, EXPECTED.files['python.safetensors']?.content ?? -1);
  });

  it('refuses a whole model, which is code, and says what to save instead', async () => {
    const error = await errorOf(readPyTorchStateDict(join(FIXTURES, 'whole-model.pth')));
    expect(error.message).toContain('it asks for "torch.nn.modules.container.Sequential"');
    expect(error.hint).toContain('torch.save(model.state_dict()');
  });

  it.each([
    ['an HDF5 file of Keras', '\x89HDF\r\n\x1a\n', /HDF5/],
    ['an array of NumPy', '\x93NUMPY\x01', /NumPy/],
    ['something packed by gzip', '\x1f\x8b\x08', /gzip/],
    ['a bare pickle', '\x80\x04}.', /not one that torch.save wrote/],
    ['safetensors', '\x02\0\0\0\0\0\0\0{}', /safetensors already/],
    ['a page of a web site', '<!DOCTYPE html>', /begins with "<!DO"/],
    ['an empty file', '', /begins with ""/],
  ])('recognises %s', async (_, content, message) => {
    const error = await errorOf(readPyTorchStateDict(folder.write('other', Buffer.from(content, 'latin1'))));
    expect(error).toMatchObject({ code: 'file_invalid', message: expect.stringMatching(message) });
    expect(error.hint).not.toBeNull();
  });

  it('prefers the entry that holds the tensors to tensors beside it', async () => {
    const content = pickle.dict(
      pickle.text('best_acc1'),
      pickle.tensor(),
      pickle.text('state_dict'),
      pickle.text('not here'),
      pickle.text('model'),
      pickle.dict(pickle.text('w'), pickle.tensor()),
    );
    const read = await readPyTorchStateDict(folder.write('two.pth', torchZip(pickle.file(content))));
    expect(read).toMatchObject({ takenFrom: 'model', ignored: ['best_acc1', 'state_dict'] });
    expect([...read.tensors.keys()]).toEqual(['w']);
  });

  it('takes "module." off only where every name has it', async () => {
    const content = pickle.dict(pickle.text('module.w'), pickle.tensor(), pickle.text('head'), pickle.tensor());
    const read = await readPyTorchStateDict(folder.write('half.pth', torchZip(pickle.file(content))));
    expect(read).toMatchObject({ hadModulePrefix: false });
    expect([...read.tensors.keys()]).toEqual(['module.w', 'head']);
  });

  it.each(['plain.pth', 'deflated.pth', 'legacy.pth', 'python2.pth'])(
    'answers 100 flipped bits and 50 truncations of %s with an error or a result, never a crash',
    async (name) => {
      const whole = readFileSync(join(FIXTURES, name));
      const random = createRandom(7, whole.length);
      for (let i = 0; i < 150; i++) {
        const damaged = Buffer.from(i < 100 ? whole : whole.subarray(0, random.integer(whole.length)));
        if (i < 100) {
          const at = random.integer(whole.length);
          damaged[at] = (whole[at] ?? 0) ^ (1 << random.integer(8));
        }
        const outcome = await readPyTorchStateDict(folder.write('damaged', damaged)).catch((error: unknown) => error);
        if (outcome instanceof Error || i >= 100) expect(outcome).toMatchObject({ code: 'file_invalid' });
      }
    },
  );
});
