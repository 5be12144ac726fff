/**
 * Fifty and more pickles that would run something, or take the memory, or are damaged; each in both of PyTorch's formats. Where
 * one were to run, it would make a file: none may.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPyTorchStateDict } from '#main/engine/checkpoints/pytorch.ts';
import { errorOf, pickle, temporaryFolder, torchLegacy, torchZip } from './file-makers.ts';

const { call, dict, file, global, number, storage, tensor, text, tuple } = pickle;
const folder = temporaryFolder();
const CANARY = join(folder.path, 'canary');
const COMMAND = text(`touch ${CANARY}`);
const WEIGHT = [text('w'), tensor()];
/** Beside a good tensor, as an attacker would. */
const beside = (value: string) => file(dict(...WEIGHT, text('x'), value));
const asTensor = (value: string) => file(dict(text('w'), value));

/** A list of ten times the same list of ten times the same list ...: 10^depth items, written out. */
const laughs = (depth: number): string =>
  depth === 0
    ? ']q\0'
    : `](${laughs(depth - 1)}${`h${String.fromCharCode(depth - 1)}`.repeat(9)}eq${String.fromCharCode(depth)}`;

const FORBIDDEN_NAMES = [
  'os.system',
  'posix.system',
  'nt.system',
  'builtins.eval',
  'builtins.exec',
  'builtins.__import__',
  'builtins.getattr',
  'builtins.compile',
  '__builtin__.eval',
  '__builtin__.set',
  'subprocess.Popen',
  'subprocess.check_output',
  'importlib.import_module',
  'runpy.run_path',
  'pickle.loads',
  'pip.main',
  'pydoc.pipepager',
  'timeit.timeit',
  'types.FunctionType',
  'functools.partial',
  'operator.attrgetter',
  'copyreg._reconstructor',
  'socket.create_connection',
  'shutil.rmtree',
  'torch.load',
  'torch.hub.load',
  'torch.jit.load',
  'torch.storage._load_from_bytes',
  'torch._utils._rebuild_qtensor',
  'torch._utils._rebuild_wrapper_subclass',
  'torch.serialization._get_layout',
  'collections.OrderedDict.__class__',
  'collections.Counter',
  'numpy.core.multiarray._reconstruct',
  '__main__.Model',
];

const HOSTILE: readonly (readonly [what: string, content: Buffer, message: RegExp])[] = [
  ['STACK_GLOBAL os.system', beside(`${text('os')}${text('system')}\x93${tuple(COMMAND)}R`), /"os\.system"/],
  ['STACK_GLOBAL with no names', beside(`${number(1)}N\x93`), /a global by 1 and None/],
  ['INST', beside(`(${COMMAND}iposix\nsystem\n`), /"posix\.system"/],
  ['OBJ', beside(`(${global('torch.Size')}${COMMAND}o`), /operation OBJ/],
  [
    'NEWOBJ of a class that no tensor needs',
    beside(`${global('subprocess.Popen')}${tuple(COMMAND)}\x81`),
    /"subprocess\.Popen"/,
  ],
  ['NEWOBJ_EX', beside(`${global('torch.Size')}${tuple()}}\x92`), /operation NEWOBJ_EX/],
  ['EXT1', beside('\x82\x01'), /operation EXT1/],
  ['EXT2', beside('\x83\x01\x01'), /operation EXT2/],
  ['EXT4', beside('\x84\x01\x01\x01\x01'), /operation EXT4/],
  ['a call of a storage class', beside(call('torch.FloatStorage', number(4))), /"torch\.FloatStorage\(\.\.\.\)"/],
  [
    'a call of what a string names',
    beside(`${text('os.system')}${tuple(COMMAND)}R`),
    /calls "os\.system", which is no name/,
  ],
  ['a call with a list of arguments', beside(`${global('torch.Size')}]R`), /with a list for arguments/],
  ['a state for a dict', beside('}}b'), /gives a state to a dict/],
  ['a state for a list', beside(']}b'), /gives a state to a list/],
  ['an OrderedDict of no pairs', beside(call('collections.OrderedDict', tuple(number(1)))), /for a pair/],
  ['a persistent id as text', beside('Pos.system\n'), /operation PERSID/],
  ['a persistent id that is a number', beside(`${number(0)}Q`), /refers to 0 and not to a storage/],
  [
    'a persistent id of a module',
    beside(`${tuple(text('module'), global('torch.Size'), 'N', 'N')}Q`),
    /refers to "module"/,
  ],
  [
    'a storage of no storage class',
    asTensor(tensor({ from: storage({ type: global('torch.Size') }) })),
    /class torch\.Size/,
  ],
  [
    'a storage whose class is text',
    asTensor(tensor({ from: storage({ type: text('os.system') }) })),
    /class "os\.system"/,
  ],
  ['a storage without a key', asTensor(tensor({ from: storage({ key: 'N' }) })), /has the key None/],
  ['a storage of -1 elements', asTensor(tensor({ from: storage({ count: number(-1) }) })), /has -1 elements/],
  [
    'a storage of half an element',
    asTensor(tensor({ from: storage({ count: 'G\x3f\xe0\0\0\0\0\0\0' }) })),
    /has 0\.5 elements/,
  ],
  [
    'a storage of 2^2000 elements',
    asTensor(tensor({ from: storage({ count: `\x8a\xff${'\x7f'.repeat(255)}` }) })),
    /elements/,
  ],
  ['a storage larger than its bytes', asTensor(tensor({ from: storage({ count: number(5) }) })), /should have/],
  [
    'a storage that is missing',
    asTensor(tensor({ from: storage({ key: text('../../1') }) })),
    /storage "\.\.\/\.\.\/1"|that no tensor uses/,
  ],
  ['a tensor past its storage', asTensor(tensor({ offset: 1 })), /reaches element 4 of a storage that has 4/],
  ['a tensor before its storage', asTensor(tensor({ offset: -1 })), /has the offset -1/],
  ['strides past the storage', asTensor(tensor({ shape: [2, 2], strides: [3, 1] })), /reaches element 4/],
  ['negative strides', asTensor(tensor({ strides: [-1] })), /has -1 for a size or stride/],
  ['more sizes than strides', asTensor(tensor({ shape: [4, 1] })), /the shape \[4,1\] and the strides \[1\]/],
  ['nine dimensions', asTensor(tensor({ shape: Array(9).fill(1), strides: Array(9).fill(1) })), /9 dimensions/],
  [
    'one element shown 2^60 times',
    asTensor(tensor({ shape: [2 ** 30, 2 ** 30], strides: [0, 0] })),
    /its tensors up to "w" take/,
  ],
  ['one element shown 2^26 times', asTensor(tensor({ shape: [2 ** 26], strides: [0] })), /take 268435456; the limit/],
  ['a tensor of no storage', asTensor(call('torch._utils._rebuild_tensor_v2', COMMAND)), /for a storage/],
  [
    'a parameter of itself',
    asTensor(`${call('torch._utils._rebuild_parameter')}q\x05(h\x05N${'N'.repeat(3)}tb`),
    /no tensors by name/,
  ],
  ['no tensors', file(dict(text('epoch'), number(1))), /no tensors by name \(but epoch\)/],
  ['a list for a state dict', file(']'), /holds a list and not a dict/],
  ['a name for a state dict', file(global('torch.Size')), /holds torch\.Size and not a dict/],
  ['nesting by marks, 100,000 deep', file('('.repeat(100_000)), /nested more than 1000 deep/],
  ['nesting by tuples, 100,000 deep', file(`)${'\x85'.repeat(100_000)}`), /holds a tuple and not a dict/],
  ['a billion laughs', file(laughs(100)), /holds a list/],
  ['a dict that holds itself', file(`}q\0(${text('state_dict')}h\0u`), /no tensors by name/],
  ['more operations than any network needs', file('N'.repeat(1_000_001)), /more than 1000000 operations/],
  ['a memo that was never written', file('j\xff\xff\xff\xff'), /recalls value 4294967295/],
  ['a value from an empty stack', file('R'), /empty stack/],
  ['a mark that was never set', file('t'), /closes what it did not open/],
  ['a key without a value', file(`}(${text('w')}u`), /without a value/],
  ['entries of a tuple', file(`)${text('w')}Ns`), /sets entries of a tuple/],
  ['items for a dict', file('}Na'), /appends to a dict/],
  ['values left over', file('NN'), /values left over/],
  ['a string longer than the file', file('X\xff\xff\x0f\0abc'), /ends in the middle/],
  ['a string of 4 GB', file('X\xff\xff\xff\xffabc'), /a string of 4294967295 bytes/],
  ['a string that is not UTF-8', file('X\x02\0\0\0\xff\xfe'), /not UTF-8/],
  ['bytes of 2^64', file(`\x8e${'\xff'.repeat(8)}`), /ends in the middle/],
  ['an old number as text', file('I01\n'), /operation INT/],
  ['an unknown operation', file('\xfe'), /operation 0xfe/],
  ['protocol 0', Buffer.from('\x80\0N.', 'latin1'), /protocol 0/],
  ['protocol 9', Buffer.from('\x80\x09N.', 'latin1'), /protocol 9/],
  ['a pickle cut in the middle', beside(COMMAND).subarray(0, 60), /\(byte \d+ of /],
];

describe.each([
  ['zip', torchZip],
  ['legacy', torchLegacy],
] as const)('hostile pickles in the %s format', (format, wrap) => {
  const read = (content: Buffer) => readPyTorchStateDict(folder.write(`${format}.pth`, wrap(content)));

  it('reads the good one that they imitate', async () => {
    expect([...(await read(file(dict(...WEIGHT)))).tensors.keys()]).toEqual(['w']);
  });

  it.each(FORBIDDEN_NAMES)('refuses a call of %s, names it and the byte', async (name) => {
    const error = await errorOf(read(beside(call(name, COMMAND))));
    expect(error.code).toBe('file_invalid');
    expect(error.message).toContain(`it asks for "${name}", which no state dict needs (byte `);
    expect(error.hint).toContain('Nothing in it was run.');
    expect(existsSync(CANARY)).toBe(false);
  });

  it.each(HOSTILE)('refuses %s', async (_, content, message) => {
    const error = await errorOf(read(content));
    expect(error.code).toBe('file_invalid');
    expect(error.message).toMatch(message);
    expect(error.hint).not.toBeNull();
    expect(existsSync(CANARY)).toBe(false);
  });
});
