/**
 * PyTorch's format before 1.6 (torch/serialization.py: `_legacy_save`), in which torchvision's oldest weights lie. Five pickles:
 * a magic number, the format's version, facts about the machine, the object, the keys of its storages; then for each key the
 * number of its elements (8 bytes) and their values. All little endian, whatever machine wrote it.
 */
import { readPickle } from './pickle.ts';
import type { PickleSource } from './pickle-machine.ts';
import { itemsOf, type PickleValue } from './pickle-values.ts';
import { type PyTorchContent, parseStorageId, STATE_DICT_RULES, type StorageReference } from './state-dict.ts';
import { DTYPE_BYTES } from './tensor-file.ts';
import { invalidFile } from './weights-file.ts';

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;
/** PROTO 2, LONG1 of 10 bytes: how the magic number begins. */
const FIRST_BYTES = [0x80, 0x02, 0x8a, 0x0a];

export const isLegacyFormat = (bytes: Uint8Array): boolean => FIRST_BYTES.every((byte, i) => bytes[i] === byte);

export function readLegacyFormat(file: string, bytes: Uint8Array): PyTorchContent {
  const source: PickleSource = { file, bytes, start: 0, place: 'of the file' };
  const magic = readPickle(source, STATE_DICT_RULES);
  if (magic.value !== MAGIC_NUMBER)
    throw invalidFile(file, 'it does not begin with the magic number of a PyTorch file');
  const version = readPickle({ ...source, start: magic.end }, STATE_DICT_RULES);
  if (version.value !== VERSION)
    throw invalidFile(file, `its format has the version ${version.value} and ${VERSION} is the only one known`);
  const machine = readPickle({ ...source, start: version.end }, STATE_DICT_RULES);
  const root = readPickle({ ...source, start: machine.end }, STATE_DICT_RULES);
  const keys = readPickle({ ...source, start: root.end }, STATE_DICT_RULES);
  const declared = new Map<string, StorageReference>();
  for (const { id } of root.references) {
    const storage = parseStorageId(id);
    if (typeof storage !== 'string') declared.set(storage.key, storage);
  }
  const storages = readStorages(file, { bytes, start: keys.end, keys: itemsOf(keys.value), declared });
  return { value: root.value, storage: ({ key }) => storages.get(key) };
}

function readStorages(
  file: string,
  {
    bytes,
    start,
    keys,
    declared,
  }: {
    bytes: Uint8Array;
    start: number;
    keys: readonly PickleValue[] | null;
    declared: ReadonlyMap<string, StorageReference>;
  },
): ReadonlyMap<string, Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const storages = new Map<string, Uint8Array>();
  let at = start;
  for (const key of keys ?? []) {
    const storage = typeof key === 'string' ? declared.get(key) : undefined;
    if (!storage) throw invalidFile(file, `it lists a storage ${String(key)} that no tensor uses`);
    const count = at + 8 <= view.length ? Number(view.readBigInt64LE(at)) : -1;
    if (count !== storage.count)
      throw invalidFile(
        file,
        `storage "${storage.key}" should have ${storage.count} elements and byte ${at} says ${count}`,
      );
    const end = at + 8 + count * (storage.dtype ? DTYPE_BYTES[storage.dtype] : 1);
    if (end > view.length)
      throw invalidFile(file, `storage "${storage.key}" runs to byte ${end} and the file ends at ${view.length}`);
    storages.set(storage.key, bytes.subarray(at + 8, end));
    at = end;
  }
  if (at !== view.length) throw invalidFile(file, `${view.length - at} bytes follow its last storage (byte ${at})`);
  return storages;
}
