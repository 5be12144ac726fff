/**
 * The files of a run. `checkpoints/NNNN.safetensors` and `best.safetensors` hold weights, under torchvision's names. `last.json` commits the whole state: it
 * names a file of weights and one of optimizer slots with their hashes, and is replaced in one step once both are on disk, so whatever
 * moment a process dies at, it names two files that belong together.
 */
import { link, mkdir, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { removeUnfinishedWrites, type WrittenFile, writeFileAtomically } from '../checkpoints/atomic-write.ts';
import { readSafetensors, writeSafetensors } from '../checkpoints/safetensors.ts';
import { float32Tensor, int64Tensor, type NamedTensor, toFloat32 } from '../checkpoints/tensor-file.ts';
import { trainedMetadata } from '../checkpoints/trained-metadata.ts';
import { hashFile } from '../checkpoints/weights-file.ts';
import { readModel } from '../export/read-model.ts';
import type { CheckpointFact } from '../messages.ts';
import type { ModelSession } from '../networks/model-session.ts';
import { type Parameter, torchValues } from '../networks/parameters.ts';
import { EpochResult, TrainingState } from './state.ts';

const FOLDER = 'checkpoints';
const LAST = 'last.json';

const FileRecord = z.strictObject({ file: z.string().regex(/^[\w.-]+$/), sha256: z.string(), sizeBytes: z.number() });
const LastRecord = z.strictObject({
  format: z.literal(1),
  state: TrainingState,
  /** Null where it was saved within an epoch. */
  epoch: EpochResult.nullable(),
  weights: FileRecord,
  optimizer: FileRecord,
});
type LastRecord = z.infer<typeof LastRecord>;

const epochFile = (epoch: number) => `${String(epoch).padStart(4, '0')}.safetensors`;

export class RunCheckpoints {
  readonly #folder: string;
  readonly #keep: number | null;
  readonly #crop: boolean;

  /** `keep`: how many epochs' weights stay; null = all. `crop`: how images were read, written into every file. */
  constructor(runFolder: string, { keep, crop }: { keep: number | null; crop: boolean }) {
    this.#folder = path.join(runFolder, FOLDER);
    this.#keep = keep;
    this.#crop = crop;
  }

  /** Makes the folder, and removes what a writer that was killed has left half written in it. Before anything else. */
  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await removeUnfinishedWrites(this.#folder);
  }

  /** The end of an epoch: its weights, `best` where it is the best one, and the whole state. All on disk when this resolves. */
  async saveEpoch(session: ModelSession, state: TrainingState, epoch: EpochResult): Promise<EpochFiles> {
    const name = epochFile(state.epoch);
    const weights = await this.#writeWeights(session, state, name);
    const written: CheckpointFact[] = [fact('epoch', state.epoch, name, weights)];
    if (epoch.isBest) {
      await this.#linkAs(name, 'best.safetensors');
      written.push(fact('best', state.epoch, 'best.safetensors', weights));
    }
    const last = await this.#commitLast(session, state, { epoch, weights: { file: name, ...weights } });
    return { written: [...written, last], pruned: await this.#prune(state) };
  }

  /** The epoch at whose end `last` was saved, as it was saved; null where that was within an epoch, or never. */
  async savedEpoch(): Promise<(EpochFiles & { readonly state: TrainingState; readonly epoch: EpochResult }) | null> {
    const last = await this.readLast();
    if (last === null || last.epoch === null) return null;
    const { state, epoch, weights } = last;
    const file = path.join(this.#folder, LAST);
    const record = { sha256: await hashFile(file), sizeBytes: (await stat(file)).size };
    const written = [
      fact('epoch', state.epoch, weights.file, weights),
      ...(epoch.isBest ? [fact('best', state.epoch, 'best.safetensors', weights)] : []),
      fact('last', state.epoch, LAST, record),
    ];
    await this.#prune(state);
    const replaced = this.#keep === null ? 0 : state.epoch - this.#keep; // gone by now, whether just now or before
    return { state, epoch, written, pruned: replaced > 0 ? [`${FOLDER}/${epochFile(replaced)}`] : [] };
  }

  /** A stop within an epoch: the whole state as it is. */
  async saveStop(session: ModelSession, state: TrainingState): Promise<CheckpointFact[]> {
    if (state.batch === 0 && (await this.readLast())?.state.step === state.step) return []; // the epoch's end is saved already
    const name = `last-${state.step}.safetensors`;
    const weights = await this.#writeWeights(session, state, name);
    return [await this.#commitLast(session, state, { epoch: null, weights: { file: name, ...weights } })];
  }

  /** Null where there is none. @throws file_invalid where what is there is damaged */
  async readLast(): Promise<LastRecord | null> {
    const file = path.join(this.#folder, LAST);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    try {
      return LastRecord.parse(JSON.parse(text));
    } catch (cause) {
      throw new AppError('file_invalid', `${file} is damaged and cannot be resumed from.`, {
        hint: 'Start a new run from the weights of an epoch: --set checkpoint=<run folder>/checkpoints/best.safetensors',
        cause,
      });
    }
  }

  /** Puts the state of `last` back into the session. @throws not_found, file_invalid where a file is not the one that was written */
  async restoreLast(session: ModelSession): Promise<TrainingState> {
    const last = await this.readLast();
    if (last === null) {
      throw new AppError(
        'not_found',
        `There is nothing to resume from in ${this.#folder}: no epoch was completed and no stop saved.`,
        {
          hint: 'Start the run again.',
        },
      );
    }
    const weights = await this.#readChecked(last.weights);
    const optimizer = await this.#readChecked(last.optimizer);
    writeWeightTensors(session, weights, path.join(this.#folder, last.weights.file));
    session.writeOptimizer((slot) => {
      const values = optimizer.get(slot.name);
      if (values === undefined || values.values.length !== slot.shape.reduce((product, size) => product * size, 1)) {
        throw new AppError('conflict', `The saved optimizer state has no fitting "${slot.name}".`, {
          hint: 'network or optimizer.type differ from the run that is resumed. Start a new run from its weights instead.',
        });
      }
      return values.values;
    });
    return last.state;
  }

  /** The weights of the best epoch so far. */
  async restoreBest(session: ModelSession): Promise<void> {
    const file = path.join(this.#folder, 'best.safetensors');
    writeWeightTensors(session, await readWeightsFile(file), file);
  }

  async #readChecked({ file, sha256 }: z.infer<typeof FileRecord>) {
    const full = path.join(this.#folder, file);
    const read = await readSafetensors(full);
    if (read.sha256 !== sha256) {
      throw new AppError(
        'file_invalid',
        `${full} is not as it was written: its SHA-256 is ${read.sha256}, expected ${sha256}.`,
        {
          hint: 'Start a new run from the weights of an earlier epoch in the same folder.',
        },
      );
    }
    return valuesOf(read.tensors.values());
  }

  async #writeWeights(session: ModelSession, state: TrainingState, name: string): Promise<WrittenFile> {
    const tensors = weightTensors(session, state.step);
    return writeSafetensors(path.join(this.#folder, name), tensors, {
      ...trainedMetadata({ model: session.model.settings, crop: this.#crop }),
      epoch: String(state.epoch),
      step: String(state.step),
    });
  }

  async #commitLast(
    session: ModelSession,
    state: TrainingState,
    { epoch, weights }: Pick<LastRecord, 'epoch' | 'weights'>,
  ): Promise<CheckpointFact> {
    const name = `last-${state.step}.optimizer.safetensors`;
    const slots = session.readOptimizer().map(({ name, shape, values }) => float32Tensor(name, values, shape));
    const optimizer = await writeSafetensors(path.join(this.#folder, name), slots, { step: String(state.step) });
    const record: LastRecord = { format: 1, state, epoch, weights, optimizer: { file: name, ...optimizer } };
    const committed = await writeFileAtomically(path.join(this.#folder, LAST), [
      Buffer.from(`${JSON.stringify(record, null, 2)}\n`),
    ]);
    await this.#removeOtherLasts(record);
    return fact('last', state.epoch, LAST, committed);
  }

  async #removeOtherLasts(current: LastRecord): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const isLast = /^last-\d+(\.optimizer)?\.safetensors$/.test(name);
      if (isLast && name !== current.weights.file && name !== current.optimizer.file)
        await unlink(path.join(this.#folder, name));
    }
  }

  /** A second name for the same bytes, swapped in in one step. */
  async #linkAs(existing: string, name: string): Promise<void> {
    const temporary = path.join(this.#folder, `.${name}.link`);
    await rm(temporary, { force: true });
    await link(path.join(this.#folder, existing), temporary);
    await rename(temporary, path.join(this.#folder, name));
  }

  async #prune(state: TrainingState): Promise<string[]> {
    if (this.#keep === null) return [];
    const epochs = (await readdir(this.#folder)).filter((name) => /^\d{4,}\.safetensors$/.test(name)).sort();
    const pruned = epochs.slice(0, -this.#keep).filter((name) => name !== epochFile(state.epoch));
    for (const name of pruned) await unlink(path.join(this.#folder, name));
    return pruned.map((name) => `${FOLDER}/${name}`);
  }
}

type EpochFiles = { readonly written: CheckpointFact[]; readonly pruned: string[] };

const fact = (role: CheckpointFact['role'], epoch: number, name: string, written: WrittenFile): CheckpointFact => ({
  role,
  epoch,
  file: `${FOLDER}/${name}`,
  sha256: written.sha256,
  sizeBytes: written.sizeBytes,
});

/** As torchvision's state dict, `num_batches_tracked` of each batch norm included. */
export function weightTensors(session: ModelSession, step: number): NamedTensor[] {
  return session.readWeights().flatMap(({ name, shape, values }) => {
    const tensor = float32Tensor(name, values, shape);
    if (!name.endsWith('.running_var')) return [tensor];
    return [tensor, int64Tensor(name.replace(/running_var$/, 'num_batches_tracked'), [step], [])];
  });
}

type Values = ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;

const valuesOf = (tensors: Iterable<NamedTensor>): Values =>
  new Map([...tensors].map((tensor) => [tensor.name, { shape: tensor.shape, values: toFloat32(tensor) }]));

/** Weights of a safetensors file or an exported network, by torchvision's names. */
export async function readWeightsFile(file: string): Promise<Values> {
  return valuesOf((await readModel(file)).tensors.values());
}

export function writeWeightTensors(session: ModelSession, weights: Values, source: string): void {
  session.writeWeights((parameter: Parameter) => torchValues(parameter, weights, source));
}
