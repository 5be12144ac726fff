/** Runs a Graph: loads it into TensorFlow once, then feeds and fetches by value. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, assert } from '#shared/errors.ts';
import { type Graph, shapeText, type Value } from './graph.ts';
import { type Binding, loadRuntime, type TensorData } from './runtime.ts';
import { DATA_TYPE_NUMBERS, writeSavedModel } from './saved-model.ts';
import type { Variable } from './variables.ts';

/** Row-major data for a placeholder. The memory must stay as it is until `run` returns. */
export type Feed = { readonly value: Value; readonly data: TensorData; readonly shape: readonly number[] };
export type Fetched = { readonly data: TensorData; readonly shape: readonly number[] };

export const scalarFeed = (value: Value, scalar: number): Feed => ({
  value,
  data: new Float32Array([scalar]),
  shape: [],
});

export class Session {
  readonly #binding: Binding;
  readonly #model: number;
  #disposed = false;

  /**
   * Takes the graph as it is now; nodes added later are not seen. Variables in `constants` have these values for good: TensorFlow computes beforehand
   * what follows from them alone, and keeps filters in the layout its convolutions like. Dispose it with `dispose`.
   */
  constructor(graph: Graph, constants: ReadonlyMap<Variable, Float32Array> = new Map()) {
    const { binding } = loadRuntime();
    this.#binding = binding;
    const folder = mkdtempSync(path.join(tmpdir(), 'facet-graph-'));
    try {
      writeSavedModel(graph, folder, new Map([...constants].map(([variable, data]) => [variable.value.node, data])));
      this.#model = inTensorFlow(() => binding.loadSavedModel(folder, 'serve'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * One call into TensorFlow, which blocks until it is done. Whatever it takes is given back, also where it fails.
   * @throws engine_failed naming the node, out_of_memory
   */
  run(feeds: readonly Feed[], fetches: readonly Value[]): Fetched[] {
    assert(!this.#disposed, 'the session is in use');
    const tensors: number[] = [];
    try {
      for (const feed of feeds) {
        checkFeed(feed);
        tensors.push(this.#binding.createTensor(feed.shape, DATA_TYPE_NUMBERS[feed.value.dtype], feed.data));
      }
      const infos = inTensorFlow(() =>
        this.#binding.runSavedModel(this.#model, tensors, names(feeds.map((feed) => feed.value)), names(fetches)),
      );
      tensors.push(...infos.map((info) => info.id));
      return infos.map((info) => ({ data: this.#binding.tensorDataSync(info.id), shape: info.shape }));
    } finally {
      for (const id of tensors) this.#binding.deleteTensor(id);
    }
  }

  /** Fetches one float32 scalar. */
  scalar(feeds: readonly Feed[], fetch: Value): number {
    return this.run(feeds, [fetch])[0]?.data[0] ?? Number.NaN;
  }

  /** Current values of variables, in order; copies. */
  read(variables: readonly Variable[]): Float32Array[] {
    if (variables.length === 0) return [];
    return this.run(
      [],
      variables.map((variable) => variable.value),
    ).map(({ data }) => data as Float32Array); // variables are float32
  }

  assign(assignments: readonly { readonly variable: Variable; readonly data: Float32Array }[]): void {
    if (assignments.length === 0) return;
    this.run(
      assignments.map(({ variable, data }) => ({ value: variable.next, data, shape: variable.shape })),
      assignments.map(({ variable }) => variable.assigned),
    );
  }

  /** Fills variables with their start values. */
  reset(variables: readonly Variable[]): void {
    if (variables.length > 0)
      this.run(
        [],
        variables.map((variable) => variable.reset),
      );
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#binding.deleteSavedModel(this.#model);
  }
}

const names = (values: readonly Value[]) => values.map((value) => `${value.node.name}:${value.index}`).join(',');

function checkFeed({ value, data, shape }: Feed): void {
  const fits =
    shape.length === value.shape.length && shape.every((size, i) => value.shape[i] === null || value.shape[i] === size);
  assert(fits, `${value.node.name} takes ${shapeText(value.shape)} and gets ${shapeText(shape)}`);
  const count = shape.reduce((product, size) => product * size, 1);
  assert(data.length === count, `${value.node.name} gets ${count} values, not ${data.length}`);
}

/** TensorFlow's errors as ours, with the node that failed. */
function inTensorFlow<T>(action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const node = /\{\{node ([^}]+)\}\}/.exec(message)?.[1];
    const what = (message.split('\n')[0] ?? message).replace(/^Session fail to run with error: /, '');
    const where = node === undefined ? '' : ` at ${node}`;
    if (/OOM|out of memory|RESOURCE_EXHAUSTED|failed to allocate/i.test(message)) {
      throw new AppError('out_of_memory', `TensorFlow ran out of memory${where}: ${what}`, {
        hint: 'Take a smaller batch_size or input_size.',
        cause,
      });
    }
    throw new AppError('engine_failed', `TensorFlow stopped${where}: ${what}`, { cause });
  }
}
