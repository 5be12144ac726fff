import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Graph, type Value } from '#main/engine/tensorflow/graph.ts';
import { add, identity, matmul, multiply, placeholder } from '#main/engine/tensorflow/ops/arithmetic.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { Session } from '#main/engine/tensorflow/session.ts';
import { type Variable, variable } from '#main/engine/tensorflow/variables.ts';
import { AppError } from '#shared/errors.ts';

describe('a session', () => {
  const sessions: Session[] = [];
  const open = (graph: Graph) => {
    const session = new Session(graph);
    sessions.push(session);
    return session;
  };
  afterEach(() => {
    for (const session of sessions.splice(0)) session.dispose();
  });

  const product = () => {
    const graph = new Graph();
    const x = placeholder(graph, 'x', { dtype: 'float32', shape: [null, null] });
    const y = placeholder(graph, 'y', { dtype: 'float32', shape: [null, null] });
    return { graph, x, y, z: graph.within('layer1/conv', () => matmul(x, y)) };
  };
  const ones = (value: Value, rows: number, columns: number) => ({
    value,
    data: new Float32Array(rows * columns).fill(1),
    shape: [rows, columns],
  });

  it('feeds and fetches by value', () => {
    const { graph, x, y, z } = product();
    const [result] = open(graph).run([ones(x, 2, 3), ones(y, 3, 1)], [z]);
    expect(result).toEqual({ data: new Float32Array([3, 3]), shape: [2, 1] });
  });

  it("turns TensorFlow's errors into ones that name the node, and keeps working", () => {
    const { graph, x, y, z } = product();
    const session = open(graph);
    const before = tensorCount();
    expect(() => session.run([ones(x, 2, 3), ones(y, 2, 3)], [z])).toThrow(
      expect.objectContaining({
        code: 'engine_failed',
        message: expect.stringMatching(/at layer1\/conv\/MatMul: .*\[2,3\]/),
      }),
    );
    expect(tensorCount()).toBe(before);
    expect(session.run([ones(x, 1, 1), ones(y, 1, 1)], [z])[0]?.data[0]).toBe(1);
  });

  it('refuses data of another shape or length before TensorFlow sees it', () => {
    const { graph, x, y, z } = product();
    const session = open(graph);
    expect(() => session.run([{ ...ones(x, 2, 3), shape: [6] }, ones(y, 3, 1)], [z])).toThrow(
      /x takes \[\?, \?\] and gets \[6\]/,
    );
    expect(() => session.run([{ ...ones(x, 2, 3), shape: [2, 4] }, ones(y, 3, 1)], [z])).toThrow(
      /x gets 8 values, not 6/,
    );
  });

  it('keeps variables from one run to the next, apart from those of other sessions', () => {
    const build = () => {
      const graph = new Graph();
      const w = variable(graph, 'layer1.0.conv1.weight', { shape: [2], fill: 3 });
      return { graph, w, doubled: multiply(w.value, identity(add(w.value, w.value))) };
    };
    const first = build();
    const second = build();
    const one = open(first.graph);
    const two = open(second.graph);
    one.reset([first.w]);
    two.assign([{ variable: second.w, data: new Float32Array([1, 2]) }]);
    expect(one.read([first.w])).toEqual([new Float32Array([3, 3])]);
    expect(two.read([second.w])).toEqual([new Float32Array([1, 2])]);
    expect(one.run([], [first.doubled])[0]?.data).toEqual(new Float32Array([18, 18]));
  });

  it('says which variable was never given a value', () => {
    const graph = new Graph();
    const w: Variable = variable(graph, 'fc.bias', { shape: [1] });
    const session = open(graph);
    expect(() => session.read([w])).toThrow(AppError);
    expect(() => session.read([w])).toThrow(/fc\.bias/);
  });

  it('leaves no file and no tensor behind', () => {
    vi.stubEnv('TMPDIR', mkdtempSync(path.join(tmpdir(), 'facet-session-'))); // others write graphs at the same time
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('facet-graph-')).length;
    const before = { files: left(), tensors: tensorCount() };
    const { graph, x, y, z } = product();
    const session = new Session(graph);
    for (let i = 0; i < 50; i++) session.run([ones(x, 2, 2), ones(y, 2, 2)], [z]);
    session.dispose();
    session.dispose();
    expect({ files: left(), tensors: tensorCount() }).toEqual(before);
    rmSync(tmpdir(), { recursive: true });
    vi.unstubAllEnvs();
  });
});
