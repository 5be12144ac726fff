/**
 * What a pickle of PyTorch's means: which names it may hold, how it describes a tensor (torch/_utils.py: `_rebuild_tensor_v2` and
 * its kin; torch/_tensor.py: `__setstate__`), and where in a checkpoint the state dict lies. Names are compared, never looked up.
 */
import type { AppError } from '#shared/errors.ts';
import type { PickleRules } from './pickle-machine.ts';
import { describe, isKind, itemsOf, type PickleCall, type PickleDict, type PickleValue } from './pickle-values.ts';
import type { Dtype } from './tensor-file.ts';
import { MAX_RANK, MAX_TENSORS } from './weights-file.ts';

/** Values that tensors may share, kept under a key. */
export type StorageReference = {
  readonly key: string;
  /** null: bytes without a type. */
  readonly dtype: Dtype | null;
  /** In elements. */
  readonly count: number;
  /** A part of the storage, in elements; in files of PyTorch before 0.4. */
  readonly view: { readonly offset: number; readonly count: number } | null;
};

/** A tensor as PyTorch keeps it: offset and strides count elements of the storage. */
export type TensorRecipe = {
  readonly storage: StorageReference;
  readonly dtype: Dtype;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
};

export type StateDictContent = {
  readonly recipes: ReadonlyMap<string, TensorRecipe>;
  readonly ignored: readonly string[];
  readonly takenFrom: string | null;
  readonly hadModulePrefix: boolean;
};

/** What both of PyTorch's formats come to: the pickled object, and the bytes of a storage, undefined where there are none. */
export type PyTorchContent = {
  readonly value: PickleValue;
  readonly storage: (reference: StorageReference) => Uint8Array | undefined;
};

/** Makes the error for a fact about the file. */
type Fail = (fact: string) => AppError;

/** Under which name training scripts keep the state dict; the first that holds tensors counts. */
const WRAPPER_KEYS = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'weights'];
/** Put before each name by torch.nn.DataParallel. */
const MODULE_PREFIX = 'module.';

/** PyTorch's name of a type, and the beginning of the names of its storage and tensor classes, where it has such. */
const TYPES: readonly { readonly dtype: Dtype; readonly name: string; readonly className?: string }[] = [
  { dtype: 'F64', name: 'torch.float64', className: 'Double' },
  { dtype: 'F32', name: 'torch.float32', className: 'Float' },
  { dtype: 'F16', name: 'torch.float16', className: 'Half' },
  { dtype: 'BF16', name: 'torch.bfloat16', className: 'BFloat16' },
  { dtype: 'I64', name: 'torch.int64', className: 'Long' },
  { dtype: 'I32', name: 'torch.int32', className: 'Int' },
  { dtype: 'I16', name: 'torch.int16', className: 'Short' },
  { dtype: 'I8', name: 'torch.int8', className: 'Char' },
  { dtype: 'U8', name: 'torch.uint8', className: 'Byte' },
  { dtype: 'BOOL', name: 'torch.bool', className: 'Bool' },
  { dtype: 'U16', name: 'torch.uint16' },
  { dtype: 'U32', name: 'torch.uint32' },
  { dtype: 'U64', name: 'torch.uint64' },
];
const DTYPES = new Map(TYPES.map(({ name, dtype }) => [name, dtype]));
const STORAGE_CLASSES = classes('Storage');
const UNTYPED_STORAGE = 'torch.storage.UntypedStorage';

/** (storage, offset, shape, strides, ...) */
const TENSORS = ['torch._utils._rebuild_tensor', 'torch._utils._rebuild_tensor_v2'];
/** (storage, offset, shape, strides, requires_grad, hooks, dtype, ...): the storage is bytes. */
const TYPED_TENSOR = 'torch._utils._rebuild_tensor_v3';
/** Before PyTorch 0.4: made empty, and given (storage, offset, shape, strides) as state. */
const TENSOR_CLASSES = classes('Tensor');
/** (tensor, ...); in the oldest files made empty, and given (tensor, gradient, hooks, ...) as state. */
const PARAMETERS = ['torch._utils._rebuild_parameter', 'torch.nn.parameter.Parameter'];
const SIZE = 'torch.Size';

const named = (names: Iterable<string>, isCallable: boolean) =>
  [...names].map((name) => [name, { isCallable }] as const);

export const STATE_DICT_RULES: PickleRules = {
  globals: new Map([
    ...named([...TENSORS, TYPED_TENSOR, ...TENSOR_CLASSES.keys(), ...PARAMETERS, SIZE], true),
    ...named([...STORAGE_CLASSES.keys(), UNTYPED_STORAGE, ...DTYPES.keys()], false),
  ]),
  referenceFault: (id) => {
    const storage = parseStorageId(id);
    return typeof storage === 'string' ? storage : null;
  },
};

/** Finds the state dict: the value itself, or the entry of a checkpoint that holds it. */
export function readStateDict(root: PickleValue, fail: Fail): StateDictContent {
  if (!isKind(root, 'dict')) throw fail(`it holds ${describe(root)} and not a dict of tensors`);
  const takenFrom = WRAPPER_KEYS.find((key) => holdsTensors(root.entries.get(key))) ?? null;
  const dict = takenFrom === null ? root : root.entries.get(takenFrom);
  const recipes = new Map<string, TensorRecipe>();
  const ignored = takenFrom === null ? [] : [...root.entries.keys()].filter((key) => key !== takenFrom).map(keyName);
  for (const [key, value] of isKind(dict, 'dict') ? dict.entries : []) {
    const recipe = tensorRecipe(value, (fact) => fail(`tensor "${keyName(key)}" ${fact}`));
    if (recipe && typeof key === 'string') recipes.set(key, recipe);
    else ignored.push(keyName(key));
    if (recipes.size > MAX_TENSORS) throw fail(`it holds more than ${MAX_TENSORS} tensors`);
  }
  if (recipes.size === 0)
    throw fail(`it holds no tensors by name (but ${ignored.slice(0, 8).join(', ') || 'nothing'})`);
  const hadModulePrefix = [...recipes.keys()].every((name) => name.startsWith(MODULE_PREFIX));
  if (!hadModulePrefix) return { recipes, ignored, takenFrom, hadModulePrefix };
  const stripped = new Map([...recipes].map(([name, recipe]) => [name.slice(MODULE_PREFIX.length), recipe]));
  return { recipes: stripped, ignored, takenFrom, hadModulePrefix };
}

/** ("storage", class, key, device, element count[, view]): the storage, or what is wrong with the id. */
export function parseStorageId(id: PickleValue): StorageReference | string {
  if (!isKind(id, 'tuple')) return `it refers to ${describe(id)} and not to a storage`;
  const [tag, storageClass, key, , count, viewId] = id.items;
  if (tag !== 'storage') return `it refers to ${describe(tag)} and not to a storage`;
  if (!isKind(storageClass, 'global')) return `a storage is of the class ${describe(storageClass)}`;
  const dtype = STORAGE_CLASSES.get(storageClass.name) ?? null;
  if (dtype === null && storageClass.name !== UNTYPED_STORAGE) return `a storage is of the class ${storageClass.name}`;
  if (typeof key !== 'string') return `a storage has the key ${describe(key)}`;
  if (!isCount(count)) return `storage "${key}" has ${describe(count)} elements`;
  const view = viewId === undefined || viewId === null ? null : itemsOf(viewId);
  if (view === null) return { key, dtype, count, view: null };
  const [, offset, viewCount] = view;
  if (!isCount(offset) || !isCount(viewCount) || offset + viewCount > count)
    return `a view of storage "${key}" lies outside of its ${count} elements`;
  return { key, dtype, count, view: { offset, count: viewCount } };
}

const isTensor = ({ name }: PickleCall): boolean =>
  TENSORS.includes(name) || name === TYPED_TENSOR || TENSOR_CLASSES.has(name);

const holdsTensors = (value: PickleValue | undefined): value is PickleDict =>
  isKind(value, 'dict') && value.entries.values().some((entry) => tensorCall(entry) !== null);

/** What a parameter wraps, or the tensor itself; null for anything else. */
function tensorCall(value: PickleValue | undefined): PickleCall | null {
  let call = value;
  // A parameter of a parameter does not exist, but can be written.
  for (let depth = 0; depth < 3 && isKind(call, 'call'); depth++) {
    if (isTensor(call)) return call;
    if (!PARAMETERS.includes(call.name)) return null;
    call = call.args.length > 0 ? call.args[0] : itemsOf(call.state)?.[0];
  }
  return null;
}

function tensorRecipe(value: PickleValue, fail: Fail): TensorRecipe | null {
  const call = tensorCall(value);
  if (!call) return null;
  const parts = TENSOR_CLASSES.has(call.name) ? (itemsOf(call.state) ?? []) : call.args;
  const [reference, offset, shape, strides, , , typeName, ...rest] = parts;
  if (!isKind(reference, 'reference')) throw fail(`has ${describe(reference)} for a storage`);
  const storage = parseStorageId(reference.id);
  if (typeof storage === 'string') throw fail(storage);
  if (!isCount(offset)) throw fail(`has the offset ${describe(offset)}`);
  const dtype = call.name === TYPED_TENSOR ? isKind(typeName, 'global') && DTYPES.get(typeName.name) : storage.dtype;
  if (!dtype) throw fail(`is of an unknown type`);
  if (call.name !== TYPED_TENSOR && typeName !== undefined && typeName !== null)
    throw fail('is marked as conjugate or negated');
  if (rest.some((extra) => extra !== null && extra !== undefined)) throw fail('is marked as conjugate or negated');
  const recipe = { storage, dtype, offset, shape: sizes(shape, fail), strides: sizes(strides, fail) };
  if (recipe.shape.length !== recipe.strides.length)
    throw fail(`has the shape [${recipe.shape}] and the strides [${recipe.strides}]`);
  if (recipe.shape.length > MAX_RANK) throw fail(`has ${recipe.shape.length} dimensions and the limit is ${MAX_RANK}`);
  return recipe;
}

function sizes(value: PickleValue | undefined, fail: Fail): number[] {
  const list = isKind(value, 'call') && value.name === SIZE ? value.args[0] : value;
  return (itemsOf(list) ?? [list ?? null]).map((size) => {
    if (!isCount(size)) throw fail(`has ${describe(size)} for a size or stride`);
    return size;
  });
}

const isCount = (value: PickleValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const keyName = (key: PickleValue): string => (typeof key === 'string' ? key : describe(key));

/** "torch.FloatStorage" and, saved from a GPU, "torch.cuda.FloatStorage". */
function classes(suffix: 'Storage' | 'Tensor'): ReadonlyMap<string, Dtype> {
  const names = new Map<string, Dtype>();
  for (const { dtype, className } of TYPES)
    for (const module of className ? ['torch', 'torch.cuda'] : []) names.set(`${module}.${className}${suffix}`, dtype);
  return names;
}
