/** The pretrained weights of a network as a file on this machine: from the cache, from a mirror, or downloaded once. */
import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { NetworkName } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';
import { weightsFolder } from './cache-folder.ts';
import { fileNameOf, filesOf, type PretrainedCatalogue, type PretrainedFile, readCatalogue } from './catalogue.ts';
import { type Download, download, type Pace } from './download.ts';
import { wrongHashError } from './download-errors.ts';
import { findHash } from './file-hash.ts';

/** Where files are looked for instead of at torchvision's address: a folder, or an address that ends before the file's name. */
export const MIRROR_VARIABLE = 'FACET_WEIGHTS_MIRROR';

export type PretrainedOptions = {
  /** Of the cache; default the user's. */
  readonly folder?: string;
  readonly catalogue?: PretrainedCatalogue;
  /** Null = none. */
  readonly mirror?: string | null;
  readonly pace?: Pace;
  readonly now?: () => number;
};

/** Where a file is taken from: a server, or a folder of a mirror, in which it is used as it lies there. */
export type Origin =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'folder'; readonly folder: string };

export type PretrainedState = PretrainedFile & {
  readonly network: NetworkName;
  readonly fileName: string;
  readonly comesFrom: Origin;
  /** Absolute; null where it has to be downloaded first. Not read yet: its hash is checked when it is used. */
  readonly file: string | null;
};

export type DownloadProgress = {
  readonly fileName: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Null in the first second. */
  readonly remainingMs: number | null;
};

export type PretrainedWatch = {
  readonly signal: AbortSignal;
  /** At most five times a second, and at the end. Never where nothing has to be downloaded. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** A sentence about what was found or done. */
  readonly onNote?: (text: string) => void;
};

export type Pretrained = ReturnType<typeof createPretrained>;

const TELL_MS = 200;
/** Before that, the rate is a guess. */
const ETA_AFTER_MS = 1_000;

export function createPretrained({
  folder = weightsFolder(),
  catalogue = readCatalogue(),
  mirror = process.env[MIRROR_VARIABLE] || null,
  pace,
  now = () => performance.now(),
}: PretrainedOptions = {}) {
  /** One download of a file at a time: whoever comes second waits, and finds it there. */
  const underWay = new Map<string, Promise<unknown>>();

  const stateOf = (network: NetworkName): PretrainedState => {
    const entry = catalogue.weights[network];
    const fileName = fileNameOf(entry);
    const origin = originOf(mirror, entry);
    const places = [...(origin.kind === 'folder' ? [origin.folder] : []), folder];
    const file = places.map((place) => path.join(place, fileName)).find((candidate) => existsSync(candidate));
    return { network, ...entry, fileName, comesFrom: origin, file: file ?? null };
  };

  /** The file, checked; null where it is not there. One of the cache that is damaged goes. @throws file_invalid (a mirror's is damaged) */
  const present = async (state: PretrainedState, { onNote }: PretrainedWatch): Promise<string | null> => {
    if (state.file === null) return null;
    const { fits, expected, sha256 } = await findHash(state.file, state);
    if (fits) return state.file;
    const error = wrongHashError(state.fileName, { from: path.dirname(state.file), expected, found: sha256 });
    if (path.dirname(state.file) !== folder)
      throw new AppError('file_invalid', error.message, { hint: `Put another copy there: ${state.file}` });
    onNote?.(`${error.message} It is downloaded again.`);
    await rm(state.file, { force: true });
    return null;
  };

  const bring = async (state: PretrainedState, watch: PretrainedWatch): Promise<string> => {
    const { comesFrom } = state;
    if (comesFrom.kind === 'folder') throw absentFromMirror(comesFrom.folder, state.fileName);
    const file = path.join(folder, state.fileName);
    const { address } = comesFrom;
    watch.onNote?.(`Downloading ${state.fileName} from ${new URL(address).host}, once: it is kept in ${folder}.`);
    const { sizeBytes, sha256Start, sha256 } = state;
    const task: Download = { address, file, expected: { sha256Start, sha256 }, sizeBytes };
    await download(task, {
      signal: watch.signal,
      onReceived: createTeller(state.fileName, watch, now),
      ...(watch.onNote === undefined ? {} : { onNote: watch.onNote }),
      ...(pace === undefined ? {} : { pace }),
    });
    return file;
  };

  /** @throws download_failed, file_invalid, file_not_found (a mirror's folder lacks it), disk_full, cancelled */
  const ensure = async (network: NetworkName, watch: PretrainedWatch): Promise<string> => {
    const { fileName } = stateOf(network);
    for (let other = underWay.get(fileName); other !== undefined; other = underWay.get(fileName))
      await orAborted(other, watch.signal);
    const mine = (async () => {
      const state = stateOf(network);
      return (await present(state, watch)) ?? (await bring(state, watch));
    })();
    underWay.set(fileName, mine);
    try {
      return await mine;
    } finally {
      underWay.delete(fileName);
    }
  };

  return {
    folder,
    terms: catalogue.terms,
    stateOf,
    list: (): readonly PretrainedState[] => filesOf(catalogue).map(([network]) => stateOf(network)),
    ensure,
    sizeOnDisk: ({ file }: PretrainedState): number | null => (file === null ? null : statSync(file).size),
  };
}

/** @throws usage */
function originOf(mirror: string | null, entry: PretrainedFile): Origin {
  if (mirror === null) return { kind: 'address', address: entry.address };
  if (!/^[a-z]+:\/\//i.test(mirror)) return { kind: 'folder', folder: path.resolve(mirror) };
  if (!URL.canParse(mirror) || !/^https?:$/.test(new URL(mirror).protocol))
    throw new AppError('usage', `${MIRROR_VARIABLE} is "${mirror}", which is neither a folder nor an http address.`, {
      hint: 'For example https://mirror.example.org/torchvision, or /data/torchvision.',
    });
  return { kind: 'address', address: `${mirror.replace(/\/+$/, '')}/${fileNameOf(entry)}` };
}

export const absentFromMirror = (folder: string, fileName: string): AppError =>
  new AppError('file_not_found', `"${folder}" has no file ${fileName}.`, {
    hint: `${MIRROR_VARIABLE} names that folder: put the file there, or unset the variable.`,
  });

/** Whatever becomes of it. @throws cancelled */
async function orAborted(other: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: stop.signal });
  });
  await Promise.race([other.catch(() => undefined), aborted]);
  stop.abort();
  if (signal.aborted) throw new AppError('cancelled', 'It was stopped while another download of the same file ran.');
}

/** The rate is that since the first bytes of this attempt: what was there before took none of its time. */
function createTeller(fileName: string, { onProgress }: PretrainedWatch, now: () => number) {
  let first: { readonly atMs: number; readonly doneBytes: number } | null = null;
  let toldMs = Number.NEGATIVE_INFINITY;
  return ({ doneBytes, totalBytes }: { readonly doneBytes: number; readonly totalBytes: number }) => {
    const atMs = now();
    if (first === null || doneBytes < first.doneBytes) first = { atMs, doneBytes };
    if (atMs - toldMs < TELL_MS && doneBytes < totalBytes) return;
    toldMs = atMs;
    const [elapsedMs, received] = [atMs - first.atMs, doneBytes - first.doneBytes];
    const isKnown = elapsedMs >= ETA_AFTER_MS && received > 0;
    const remainingMs = isKnown ? ((totalBytes - doneBytes) * elapsedMs) / received : null;
    onProgress?.({ fileName, doneBytes, totalBytes, remainingMs });
  };
}
