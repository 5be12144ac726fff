/** What a pickle says, as data. Nothing here is ever called, whatever its name. */

export type PickleList = { readonly kind: 'list'; readonly items: PickleValue[] };
export type PickleTuple = { readonly kind: 'tuple'; readonly items: readonly PickleValue[] };
/** A dict, or an OrderedDict (which alone may be given attributes; they are left out). */
export type PickleDict = {
  readonly kind: 'dict';
  readonly isOrdered: boolean;
  readonly entries: Map<PickleValue, PickleValue>;
};
/** The name of a Python function or class: "module.name". */
export type PickleGlobal = { readonly kind: 'global'; readonly name: string };
/** What Python would make by calling `name` with the arguments, and by handing the result a state afterwards (null: none). */
export type PickleCall = {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly PickleValue[];
  state: PickleValue;
};
/** A reference to something outside the pickle ("persistent id"). */
export type PickleReference = { readonly kind: 'reference'; readonly id: PickleValue };

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleDict
  | PickleGlobal
  | PickleCall
  | PickleReference;

type Kinds = {
  list: PickleList;
  tuple: PickleTuple;
  dict: PickleDict;
  global: PickleGlobal;
  call: PickleCall;
  reference: PickleReference;
};

export const isKind = <K extends keyof Kinds>(value: PickleValue | undefined, kind: K): value is Kinds[K] =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && value.kind === kind;

/** The items of a list or tuple; null for anything else. */
export const itemsOf = (value: PickleValue | undefined): readonly PickleValue[] | null =>
  isKind(value, 'list') || isKind(value, 'tuple') ? value.items : null;

/** "a tuple", "os.system", "7": for messages. */
export function describe(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'bigint') return 'a number past 2^53';
  if (typeof value !== 'object') return String(value);
  return value.kind === 'global' || value.kind === 'call' ? value.name : `a ${value.kind}`;
}
