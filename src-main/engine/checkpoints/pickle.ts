/**
 * A parser of the data in a Python pickle (protocols 2 to 5; opcodes as in CPython's Lib/pickletools.py). It builds a description
 * and calls nothing: a global stays a name, a call stays a record of a name and its arguments, and only the names that the
 * caller lists may occur. Every operation that a state dict does not need is refused.
 */
import { PickleMachine, type PickleRules, type PickleSource } from './pickle-machine.ts';
import type { PickleReference, PickleValue } from './pickle-values.ts';

export type Pickle = {
  readonly value: PickleValue;
  readonly references: readonly PickleReference[];
  /** The offset behind the pickle. */
  readonly end: number;
};

/** 20,000 tensors take 0.8 million. An operation makes at most one value, so this bounds the memory too. */
const MAX_OPERATIONS = 1_000_000;

export function readPickle(source: PickleSource, rules: PickleRules): Pickle {
  const machine = new PickleMachine(source, rules);
  for (let count = 0; count < MAX_OPERATIONS; count++) {
    const code = machine.nextOperation();
    if (code === STOP) return { value: machine.result(), references: machine.references, end: machine.position };
    const operation = OPERATIONS.get(code);
    if (!operation) throw refusal(machine, code);
    operation(machine);
  }
  throw machine.error(`it has more than ${MAX_OPERATIONS} operations`);
}

const STOP = 0x2e;
const INST = 0x69;

function refusal(m: PickleMachine, code: number) {
  if (code === INST) return m.forbidden(`${m.line()}.${m.line()}`);
  const name = REFUSED.get(code) ?? `0x${code.toString(16)}`;
  return m.error(`it uses the operation ${name}, which no state dict needs`);
}

/** Lengths of 8 bytes; past 2^53 they are inexact and past the end of any file. */
const length64 = (m: PickleMachine): number => Number(m.take(8).readBigUInt64LE());

/** A whole number of up to 255 bytes, little endian, two's complement. */
function long(m: PickleMachine): number | bigint {
  const bytes = m.take(m.unsigned(1));
  const magnitude = BigInt(`0x0${Buffer.from(bytes).reverse().toString('hex')}`);
  const value = BigInt.asIntN(bytes.length * 8, magnitude);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const OPERATIONS: ReadonlyMap<number, (m: PickleMachine) => void> = new Map([
  // Frame
  [0x80, (m) => m.protocol(m.unsigned(1))], // PROTO
  [0x95, (m) => void m.take(8)], // FRAME
  // Constants and numbers
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4a, (m) => m.push(m.take(4).readInt32LE())], // BININT
  [0x4b, (m) => m.push(m.unsigned(1))], // BININT1
  [0x4d, (m) => m.push(m.unsigned(2))], // BININT2
  [0x8a, (m) => m.push(long(m))], // LONG1
  [0x47, (m) => m.push(m.take(8).readDoubleBE())], // BINFLOAT
  // Strings; Python 2's bytes strings are text in a state dict
  [0x8c, (m) => m.push(m.text(m.unsigned(1)))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(m.text(m.unsigned(4)))], // BINUNICODE
  [0x8d, (m) => m.push(m.text(length64(m)))], // BINUNICODE8
  [0x55, (m) => m.push(m.latin1(m.unsigned(1)))], // SHORT_BINSTRING
  [0x54, (m) => m.push(m.latin1(m.unsigned(4)))], // BINSTRING
  [0x43, (m) => m.push(m.take(m.unsigned(1)))], // SHORT_BINBYTES
  [0x42, (m) => m.push(m.take(m.unsigned(4)))], // BINBYTES
  [0x8e, (m) => m.push(m.take(length64(m)))], // BINBYTES8
  // Containers
  [0x28, (m) => m.mark()], // MARK
  [0x29, (m) => m.push({ kind: 'tuple', items: [] })], // EMPTY_TUPLE
  [0x85, (m) => m.push({ kind: 'tuple', items: m.popMany(1) })], // TUPLE1
  [0x86, (m) => m.push({ kind: 'tuple', items: m.popMany(2) })], // TUPLE2
  [0x87, (m) => m.push({ kind: 'tuple', items: m.popMany(3) })], // TUPLE3
  [0x74, (m) => m.push({ kind: 'tuple', items: m.popToMark() })], // TUPLE
  [0x5d, (m) => m.push({ kind: 'list', items: [] })], // EMPTY_LIST
  [0x61, (m) => m.append([m.pop()])], // APPEND
  [0x65, (m) => m.append(m.popToMark())], // APPENDS
  [0x7d, (m) => m.push({ kind: 'dict', isOrdered: false, entries: new Map() })], // EMPTY_DICT
  [0x73, (m) => m.setItems(m.popMany(2))], // SETITEM
  [0x75, (m) => m.setItems(m.popToMark())], // SETITEMS
  // Memo
  [0x71, (m) => m.remember(m.unsigned(1))], // BINPUT
  [0x72, (m) => m.remember(m.unsigned(4))], // LONG_BINPUT
  [0x94, (m) => m.remember(m.memo.size)], // MEMOIZE
  [0x68, (m) => m.recall(m.unsigned(1))], // BINGET
  [0x6a, (m) => m.recall(m.unsigned(4))], // LONG_BINGET
  // Names, calls, references: kept as data
  [0x63, (m) => m.global(m.line(), m.line())], // GLOBAL
  [0x93, (m) => m.stackGlobal()], // STACK_GLOBAL
  [0x52, (m) => m.call()], // REDUCE
  [0x81, (m) => m.call()], // NEWOBJ
  [0x62, (m) => m.build()], // BUILD
  [0x51, (m) => m.refer()], // BINPERSID
] satisfies [number, (m: PickleMachine) => void][]);

/** Named in the message; any other byte is no operation at all. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [0x6f, 'OBJ'],
  [0x92, 'NEWOBJ_EX'],
  [0x82, 'EXT1'],
  [0x83, 'EXT2'],
  [0x84, 'EXT4'],
  [0x50, 'PERSID'],
  [0x30, 'POP'],
  [0x31, 'POP_MARK'],
  [0x32, 'DUP'],
  [0x67, 'GET'],
  [0x70, 'PUT'],
  [0x49, 'INT'],
  [0x4c, 'LONG'],
  [0x8b, 'LONG4'],
  [0x46, 'FLOAT'],
  [0x53, 'STRING'],
  [0x56, 'UNICODE'],
  [0x6c, 'LIST'],
  [0x64, 'DICT'],
  [0x8f, 'EMPTY_SET'],
  [0x90, 'ADDITEMS'],
  [0x91, 'FROZENSET'],
  [0x96, 'BYTEARRAY8'],
  [0x97, 'NEXT_BUFFER'],
  [0x98, 'READONLY_BUFFER'],
]);
