/**
 * PyTorch's format since 1.6: a zip archive with the pickle in `<folder>/data.pkl`, each storage in `<folder>/data/<key>` and the
 * byte order in `<folder>/byteorder` (absent before 2.1: little). Source: torch/serialization.py, `_save` and `_load`.
 */
import { readPickle } from './pickle.ts';
import { type PyTorchContent, STATE_DICT_RULES, type StorageReference } from './state-dict.ts';
import { DTYPE_BYTES } from './tensor-file.ts';
import { invalidFile } from './weights-file.ts';
import { openZip, readEntry, type ZipArchive } from './zip.ts';

/** 20,000 tensors take 4 MB. */
const MAX_PICKLE_BYTES = 16 * 2 ** 20;
const PICKLE_NAME = /^(?:[^/]*\/)?data\.pkl$/;

export function readZipFormat(file: string, bytes: Uint8Array): PyTorchContent {
  const archive = openZip(file, bytes);
  const [pickle, ...others] = archive.entries.values().filter(({ name }) => PICKLE_NAME.test(name));
  if (!pickle || others.length > 0)
    throw invalidFile(file, `it is a zip archive with ${pickle ? 'several' : 'no'} data.pkl, not a file of PyTorch's`, {
      hint: 'Facet reads what torch.save(model.state_dict(), file) writes.',
    });
  if (pickle.sizeBytes > MAX_PICKLE_BYTES)
    throw invalidFile(file, `its pickle has ${pickle.sizeBytes} bytes and the limit is ${MAX_PICKLE_BYTES}`);
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  if (archive.entries.has(`${folder}constants.pkl`))
    throw invalidFile(file, 'it is a TorchScript archive, a program', {
      hint: 'In PyTorch: torch.save(torch.jit.load(file).state_dict(), "weights.pth").',
    });
  const place = `of its entry ${pickle.name}`;
  const { value } = readPickle({ file, bytes: readEntry(archive, pickle), start: 0, place }, STATE_DICT_RULES);
  const isBigEndian = readByteOrder(archive, `${folder}byteorder`) === 'big';
  const storages = new Map<string, Uint8Array>();
  const storage = ({ key, dtype }: StorageReference) => {
    const entry = archive.entries.get(`${folder}data/${key}`);
    if (!entry) return undefined;
    const known = storages.get(key);
    if (known) return known;
    const stored = readEntry(archive, entry);
    const content = isBigEndian ? swapped(stored, dtype ? DTYPE_BYTES[dtype] : 1) : stored;
    storages.set(key, content);
    return content;
  };
  return { value, storage };
}

function readByteOrder(archive: ZipArchive, name: string): string {
  const entry = archive.entries.get(name);
  if (!entry) return 'little';
  const order = Buffer.from(readEntry(archive, entry)).toString('latin1');
  if (order === 'little' || order === 'big') return order;
  throw invalidFile(archive.file, `its entry "${name}" names the byte order "${order}"`);
}

/** A copy with the bytes of each element in reverse. */
function swapped(bytes: Uint8Array, elementBytes: number): Uint8Array {
  const copy = Buffer.from(bytes);
  if (copy.length % elementBytes !== 0) return copy; // the size is found wrong later, with the tensor's name
  if (elementBytes === 2) return copy.swap16();
  if (elementBytes === 4) return copy.swap32();
  return elementBytes === 8 ? copy.swap64() : copy;
}
