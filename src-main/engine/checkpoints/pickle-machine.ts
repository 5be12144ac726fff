/** The state of a pickle being read: the stacks, the memo, the place in the bytes. What its operations make is data. */
import { describe, isKind, itemsOf, type PickleDict, type PickleReference, type PickleValue } from './pickle-values.ts';
import { invalidFile } from './weights-file.ts';

export type PickleRules = {
  /** The names that may occur, "module.name", beside collections.OrderedDict. Only a `callable` one may be called. */
  readonly globals: ReadonlyMap<string, { readonly isCallable: boolean }>;
  /** What is wrong with a reference; null where nothing is. */
  readonly referenceFault: (id: PickleValue) => string | null;
};

export type PickleSource = {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  /** What the byte offsets in errors count in: "of the file", "of its entry x/data.pkl". */
  readonly place: string;
};

const MAX_DEPTH = 1_000;
const MAX_STRING_BYTES = 2 ** 20;
const MAX_PROTOCOL = 5;
const ORDERED_DICT = 'collections.OrderedDict';
const HINT =
  'Nothing in it was run. Facet takes state dicts only; in PyTorch: torch.save(model.state_dict(), "weights.pth").';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NEWLINE = 0x0a;

export class PickleMachine {
  readonly memo = new Map<number, PickleValue>();
  readonly references: PickleReference[] = [];
  position: number;
  readonly #source: PickleSource;
  readonly #rules: PickleRules;
  readonly #outerStacks: PickleValue[][] = [];
  #stack: PickleValue[] = [];
  #operationStart: number;

  constructor(source: PickleSource, rules: PickleRules) {
    this.#source = source;
    this.#rules = rules;
    this.position = source.start;
    this.#operationStart = source.start;
  }

  nextOperation(): number {
    this.#operationStart = this.position;
    return this.unsigned(1);
  }

  take(count: number): Buffer {
    const { buffer, byteOffset, length } = this.#source.bytes;
    if (count > length - this.position) throw this.error('it ends in the middle');
    const taken = Buffer.from(buffer, byteOffset + this.position, count);
    this.position += count;
    return taken;
  }

  unsigned(byteCount: 1 | 2 | 4): number {
    return this.take(byteCount).readUIntLE(0, byteCount);
  }

  line(): string {
    const end = this.#source.bytes.indexOf(NEWLINE, this.position);
    if (end === -1) throw this.error('it ends in the middle');
    const text = this.latin1(end - this.position);
    this.position++;
    return text;
  }

  latin1(byteCount: number): string {
    return this.#stringBytes(byteCount).toString('latin1');
  }

  text(byteCount: number): string {
    const bytes = this.#stringBytes(byteCount);
    try {
      return UTF8.decode(bytes);
    } catch (cause) {
      throw this.error('a string in it is not UTF-8', cause);
    }
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined) throw this.error('it takes a value from an empty stack');
    return value;
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw this.error('it takes a value from an empty stack');
    return value;
  }

  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  mark(): void {
    if (this.#outerStacks.length === MAX_DEPTH) throw this.error(`it is nested more than ${MAX_DEPTH} deep`);
    this.#outerStacks.push(this.#stack);
    this.#stack = [];
  }

  popToMark(): PickleValue[] {
    const items = this.#stack;
    const outer = this.#outerStacks.pop();
    if (!outer) throw this.error('it closes what it did not open');
    this.#stack = outer;
    return items;
  }

  remember(key: number): void {
    this.memo.set(key, this.top());
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw this.error(`it recalls value ${key}, which it never stored`);
    this.push(value);
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!isKind(list, 'list')) throw this.error(`it appends to ${describe(list)}, which is no list`);
    for (const item of items) list.items.push(item);
  }

  setItems(pairs: readonly PickleValue[]): void {
    const dict = this.top();
    if (!isKind(dict, 'dict')) throw this.error(`it sets entries of ${describe(dict)}, which is no dict`);
    if (pairs.length % 2 === 1) throw this.error('it sets an entry of a dict without a value');
    for (let i = 0; i < pairs.length; i += 2) dict.entries.set(pairs[i] ?? null, pairs[i + 1] ?? null);
  }

  protocol(version: number): void {
    if (version < 2 || version > MAX_PROTOCOL)
      throw this.error(`it is of protocol ${version}; 2 to ${MAX_PROTOCOL} are known`);
  }

  stackGlobal(): void {
    const name = this.pop();
    this.global(this.pop(), name);
  }

  global(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string')
      throw this.error(`it asks for a global by ${describe(module)} and ${describe(name)}, which are no names`);
    const path = `${module}.${name}`;
    if (path !== ORDERED_DICT && !this.#rules.globals.has(path)) throw this.forbidden(path);
    this.push({ kind: 'global', name: path });
  }

  call(): void {
    const args = this.pop();
    const callee = this.pop();
    if (!isKind(callee, 'global')) throw this.error(`it calls ${describe(callee)}, which is no name`);
    if (!isKind(args, 'tuple')) throw this.error(`it calls ${callee.name} with ${describe(args)} for arguments`);
    if (callee.name === ORDERED_DICT) this.push(this.#orderedDict(args.items));
    else if (this.#rules.globals.get(callee.name)?.isCallable)
      this.push({ kind: 'call', name: callee.name, args: args.items, state: null });
    else throw this.forbidden(`${callee.name}(...)`);
  }

  build(): void {
    const state = this.pop();
    const target = this.top();
    if (isKind(target, 'call')) target.state = state;
    else if (!isKind(target, 'dict') || !target.isOrdered)
      throw this.error(`it gives a state to ${describe(target)}, which can have none`);
  }

  refer(): void {
    const id = this.pop();
    const fault = this.#rules.referenceFault(id);
    if (fault !== null) throw this.error(fault);
    const reference: PickleReference = { kind: 'reference', id };
    this.references.push(reference);
    this.push(reference);
  }

  result(): PickleValue {
    const value = this.pop();
    if (this.#stack.length > 0 || this.#outerStacks.length > 0) throw this.error('it stops with values left over');
    return value;
  }

  error(fact: string, cause?: unknown) {
    const { file, place } = this.#source;
    return invalidFile(
      file,
      `its pickle is not that of a state dict: ${fact} (byte ${this.#operationStart} ${place})`,
      {
        hint: HINT,
        cause,
      },
    );
  }

  forbidden(path: string) {
    return this.error(`it asks for "${path}", which no state dict needs`);
  }

  #stringBytes(count: number): Buffer {
    if (count > MAX_STRING_BYTES)
      throw this.error(`it holds a string of ${count} bytes; the limit is ${MAX_STRING_BYTES}`);
    return this.take(count);
  }

  /** Python 3 makes it empty and sets the entries later, Python 2 hands it a list of pairs. */
  #orderedDict(args: readonly PickleValue[]): PickleDict {
    const entries = new Map<PickleValue, PickleValue>();
    const pairs = args.length === 0 ? [] : itemsOf(args[0]);
    if (!pairs || args.length > 1) throw this.error(`${ORDERED_DICT} is given something else than a list of pairs`);
    for (const pair of pairs) {
      const [key, value, ...rest] = itemsOf(pair) ?? [];
      if (key === undefined || value === undefined || rest.length > 0)
        throw this.error(`${ORDERED_DICT} is given ${describe(pair)} for a pair`);
      entries.set(key, value);
    }
    return { kind: 'dict', isOrdered: true, entries };
  }
}
