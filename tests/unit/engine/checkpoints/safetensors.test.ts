import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSafetensors, readSafetensorsHeader, writeSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { float32Tensor, int64Tensor, toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';
import { hashFile } from '#main/engine/checkpoints/weights-file.ts';
import { createRandom } from '#shared/domain/random.ts';
import { errorOf, FIXTURES, safetensorsBytes, temporaryFolder } from './file-makers.ts';

const folder = temporaryFolder();
const PYTHON_FILE = join(FIXTURES, 'python.safetensors');

const read = (bytes: Uint8Array) => readSafetensors(folder.write('case.safetensors', bytes));
const readHeaderText = (header: string | Uint8Array, dataBytes = 0) => read(safetensorsBytes(header, dataBytes));
const tensorText = (fields: string) => `{"test":{${fields}}}`;

describe('reading safetensors', () => {
  it('reads the header without the data', async () => {
    const header = await readSafetensorsHeader(PYTHON_FILE);
    expect(header.metadata).toEqual(new Map([['format', 'pt']]));
    expect(header.tensors.get('conv.weight')).toMatchObject({ dtype: 'F32', shape: [4, 3, 3, 3] });
    expect(header.sizeBytes).toBe(readFileSync(PYTHON_FILE).length);
  });

  it('gives the hash of the whole file', async () => {
    expect((await readSafetensors(PYTHON_FILE)).sha256).toBe(await hashFile(PYTHON_FILE));
  });

  it('takes what the format allows: no tensors, scalars, empty tensors, white space behind the header', async () => {
    expect((await readHeaderText('{}\r \t\n')).tensors.size).toBe(0);
    expect(
      (await readHeaderText(tensorText('"dtype":"I32","shape":[],"data_offsets":[0,4]'), 4)).tensors.get('test')?.data,
    ).toHaveLength(4);
    const empty = await readHeaderText(tensorText('"dtype":"I32","shape":[2,0],"data_offsets":[0, 0]'));
    expect(empty.tensors.get('test')?.shape).toEqual([2, 0]);
  });

  it('keeps names that JavaScript gives a meaning to as plain names', async () => {
    const header = `{"__metadata__":{"__proto__":"x"},"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"constructor":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}`;
    const { tensors, metadata } = await readHeaderText(header, 2);
    expect([...tensors.keys()]).toEqual(['__proto__', 'constructor']);
    expect(metadata.get('__proto__')).toBe('x');
    expect(Object.hasOwn(Object.prototype, 'dtype')).toBe(false);
  });

  it('reads tensors that the header lists in another order than they lie in', async () => {
    const header =
      '{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}';
    expect([...(await readHeaderText(header, 2)).tensors.keys()]).toEqual(['a', 'b']);
  });
});

const VALID = tensorText('"dtype":"I32","shape":[2,2],"data_offsets":[0,16]');
const withShape = (shape: string, offsets = '[0,16]') =>
  tensorText(`"dtype":"I32","shape":${shape},"data_offsets":${offsets}`);
const announcing = (bytes: string, rest: string) => Buffer.concat([Buffer.from(bytes, 'hex'), Buffer.from(rest)]);
const sameOffsets = Array.from(
  { length: 10 },
  (_, i) => `"weight_${i}":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}`,
);
const manyTensors = Array.from({ length: 20_001 }, (_, i) => `"${i}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`);

/** The negative tests of safetensors' tensor.rs and its Python binding, then our own. */
const REFUSED: readonly (readonly [what: string, bytes: Uint8Array, message: RegExp])[] = [
  [
    'ten tensors over the same bytes',
    safetensorsBytes(`{${sameOffsets}}`, 16),
    /"weight_1" begins at data byte 0, where 16 is due/,
  ],
  ['a tail, as of a file of two kinds', safetensorsBytes(VALID, 50), /take 16 bytes and 50 follow/],
  ['missing data', safetensorsBytes(VALID, 14), /take 16 bytes and 14 follow/],
  ['a header too large', announcing('3c000000ffffffff', VALID), /header of 18446744069414584380 bytes/],
  ['no header', Buffer.alloc(0), /it has 0 bytes/],
  [
    'a header that is longer than the file',
    announcing('3c00000000000000', ''),
    /header of 60 bytes and the file ends at byte 8/,
  ],
  ['a header that is not UTF-8', safetensorsBytes(Buffer.from([0xff])), /is not UTF-8/],
  ['a header that is not JSON', safetensorsBytes('{'), /a key of the header should have a " here \(at byte 9\)/],
  ['a header that begins with white space', safetensorsBytes('\t\n{}\r '), /does not begin with "\{" \(at byte 8\)/],
  [
    'sizes that do not fit the offsets',
    safetensorsBytes(withShape('[2,2]', '[0, 4]'), 4),
    /takes 16 bytes and its data_offsets span 4/,
  ],
  ['a size of 2^64', safetensorsBytes(withShape('[2,18446744073709551614]'), 16), /whole numbers below 2\^53/],
  ['a product of sizes past 2^53', safetensorsBytes(withShape('[2,9007199254740991]'), 16), /takes Infinity bytes/],
  [
    'a product that a zero hides',
    safetensorsBytes(withShape('[9007199254740991,2,0]', '[0,0]')),
    /takes Infinity bytes/,
  ],
  [
    'a hole',
    safetensorsBytes('{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', 2),
    /"a" begins at data byte 1, where 0 is due/,
  ],
  ['an end before the start', safetensorsBytes(withShape('[2,2]', '[16,0]'), 16), /\[16,0\], not a start and an end/],
  [
    'a tensor named twice',
    safetensorsBytes(`{${VALID.slice(1, -1)},${VALID.slice(1, -1)}}`, 16),
    /the key "test" twice/,
  ],
  [
    'a name twice in two spellings',
    safetensorsBytes(`{${VALID.slice(1, -1)},${VALID.slice(1, -1).replace('t', '\\u0074')}}`, 16),
    /"test" twice/,
  ],
  [
    'a field twice',
    safetensorsBytes(tensorText('"dtype":"I32","dtype":"U8","shape":[4],"data_offsets":[0,4]'), 4),
    /the key "dtype" twice/,
  ],
  ['a metadata key twice', safetensorsBytes('{"__metadata__":{"a":"1","a":"2"}}'), /the key "a" twice/],
  [
    'metadata that are no text',
    safetensorsBytes('{"__metadata__":{"a":1}}'),
    /"a" of "__metadata__" should have a " here/,
  ],
  ['a negative size', safetensorsBytes(withShape('[-2,-2]'), 16), /the shape of tensor "test" holds something else/],
  ['a negative zero', safetensorsBytes(withShape('[-0]', '[0,0]')), /something else/],
  ['a fraction', safetensorsBytes(withShape('[2.0,2]'), 16), /something else/],
  ['a size of 1e308', safetensorsBytes(withShape('[1e308]'), 16), /something else/],
  ['a leading zero', safetensorsBytes(withShape('[02,2]'), 16), /something else/],
  ['a size as text', safetensorsBytes(withShape('["2",2]'), 16), /something else/],
  ['nine dimensions', safetensorsBytes(withShape('[1,1,1,1,1,1,1,2,2]'), 16), /more than 8 numbers/],
  ['three offsets', safetensorsBytes(withShape('[2,2]', '[0,16,16]'), 16), /more than 2 numbers/],
  ['one offset', safetensorsBytes(withShape('[2,2]', '[0]'), 16), /not a start and an end/],
  [
    'an unknown type',
    safetensorsBytes(tensorText('"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]'), 1),
    /dtype "F8_E4M3", which is none of/,
  ],
  [
    'a type named like a method',
    safetensorsBytes(tensorText('"dtype":"toString","shape":[],"data_offsets":[0,1]'), 1),
    /"toString"/,
  ],
  [
    'an unknown field',
    safetensorsBytes(tensorText('"dtype":"U8","shape":[],"code":"x","data_offsets":[0,1]'), 1),
    /unknown field "code"/,
  ],
  [
    'a missing field',
    safetensorsBytes(tensorText('"dtype":"U8","shape":[]')),
    /lacks one of dtype, shape and data_offsets/,
  ],
  ['a second JSON value', safetensorsBytes('{}{}'), /goes on after its closing/],
  ['a trailing comma', safetensorsBytes(`${VALID.slice(0, -1)},}`, 16), /a key of the header/],
  [
    'half a surrogate pair',
    safetensorsBytes('{"\\ud800":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}', 1),
    /surrogate/,
  ],
  [
    'a control character in a name',
    safetensorsBytes('{"a\nb":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}', 1),
    /not a string of JSON/,
  ],
  ['a name without end', safetensorsBytes(`{"${'a'.repeat(4_000_000)}`), /a key of the header should have a "/],
  ['20,001 tensors', safetensorsBytes(`{${manyTensors}}`), /more than 20000 tensors/],
];

describe('refusing safetensors', () => {
  it.each(REFUSED)('refuses %s, and says where', async (_, bytes, message) => {
    const error = await errorOf(read(bytes));
    expect(error.code).toBe('file_invalid');
    expect(error.message).toContain('case.safetensors" cannot be used');
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(1000);
    expect(error.hint).not.toBeNull();
  });

  it('lets no name steer the terminal that shows the error', async () => {
    const error = await errorOf(readHeaderText('{"\\u001b[2J":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}', 1));
    expect(error.message).toContain('"\\u001b[2J"');
  });

  it('says which file is missing, and that a folder is none', async () => {
    expect((await errorOf(readSafetensors(join(folder.path, 'absent')))).code).toBe('file_not_found');
    expect((await errorOf(readSafetensors(folder.path))).message).toContain('not a regular file');
  });

  it('answers 160 damaged headers with an error or another hash, never a crash', async () => {
    const whole = readFileSync(PYTHON_FILE);
    const headerEnd = 8 + Number(whole.readBigUInt64LE());
    const original = await hashFile(PYTHON_FILE);
    const random = createRandom(160);
    for (let i = 0; i < 120; i++) {
      const damaged = Buffer.from(whole);
      const at = random.integer(headerEnd);
      damaged[at] = (whole[at] ?? 0) ^ (1 << random.integer(8));
      const outcome = await read(damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'file_invalid' });
      else expect(outcome).not.toMatchObject({ sha256: original });
    }
    for (let i = 0; i < 40; i++) {
      const error = await errorOf(read(whole.subarray(0, random.integer(whole.length))));
      expect(error.code).toBe('file_invalid');
    }
  });

  it('shows a damaged value by its hash', async () => {
    const damaged = readFileSync(PYTHON_FILE);
    damaged[damaged.length - 1] = (damaged[damaged.length - 1] ?? 0) ^ 1;
    expect((await read(damaged)).sha256).not.toBe(await hashFile(PYTHON_FILE));
  });
});

describe('writing safetensors', () => {
  it("writes the very bytes that safetensors' own writer does", async () => {
    const { tensors, metadata } = await readSafetensors(PYTHON_FILE);
    const file = join(folder.path, 'ours.safetensors');
    const written = await writeSafetensors(file, [...tensors.values()].reverse(), Object.fromEntries(metadata));
    expect(readFileSync(file)).toEqual(readFileSync(PYTHON_FILE));
    expect(written).toEqual({ sha256: await hashFile(PYTHON_FILE), sizeBytes: readFileSync(PYTHON_FILE).length });
  });

  it('reads back what it wrote, aligned, whatever the names and the metadata', async () => {
    const file = join(folder.path, 'round.safetensors');
    const values = new Float32Array([1, Number.NaN, -0]);
    const tensors = [float32Tensor('é"\\\n', values, [3]), int64Tensor('n', [7], [])];
    await writeSafetensors(file, tensors, { note: 'a "quoted" line\nand 中' });
    const back = await readSafetensors(file);
    expect(back.metadata.get('note')).toBe('a "quoted" line\nand 中');
    expect([...back.tensors.keys()]).toEqual(['n', 'é"\\\n']);
    const tensor = back.tensors.get('é"\\\n');
    expect(tensor && toFloat32(tensor)).toEqual(values);
    expect(tensor && tensor.data.byteOffset % 4).toBe(0);
  });

  it('gives the same bytes whatever the order of tensors and metadata', async () => {
    const a = float32Tensor('a', new Float32Array(2), [2]);
    const b = float32Tensor('b', new Float32Array(3), [3]);
    const first = await writeSafetensors(join(folder.path, '1'), [a, b], { x: '1', y: '2' });
    const second = await writeSafetensors(join(folder.path, '2'), [b, a], { y: '2', x: '1' });
    expect(second.sha256).toBe(first.sha256);
  });

  it.each([
    ['a name twice', [float32Tensor('a', new Float32Array(1), [1]), int64Tensor('a', [1], [1])], /two tensors "a"/],
    ['the name of the metadata', [int64Tensor('__metadata__', [1], [])], /no tensor can be called "__metadata__"/],
    ['nine dimensions', [int64Tensor('a', [1], [1, 1, 1, 1, 1, 1, 1, 1, 1])], /more than 8 dimensions/],
    ['data of another size', [{ ...int64Tensor('a', [1], []), shape: [2] }], /takes 16 bytes and has 8/],
  ])('refuses to write %s, which it could not read, and leaves the old file', async (_, tensors, message) => {
    const file = folder.write('kept.safetensors', 'old');
    const error = await errorOf(writeSafetensors(file, tensors));
    expect(error.message).toMatch(message);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  it('reads a file whose header does not end at a multiple of 8 bytes', async () => {
    const bytes = safetensorsBytes('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} ', 4);
    bytes.writeFloatLE(2.5, bytes.length - 4);
    writeFileSync(join(folder.path, 'odd'), bytes);
    const tensor = (await readSafetensors(join(folder.path, 'odd'))).tensors.get('a');
    expect(tensor && [...toFloat32(tensor)]).toEqual([2.5]);
  });
});
