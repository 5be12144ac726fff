/** A key's values in words: what is expected, and what was found. */
import { assertNever } from '../errors.ts';
import { isByChoice } from './defaults.ts';
import type { DefaultByChoice, NumberRange } from './field.ts';
import type { ConfigField } from './fields.ts';
import { nearest } from './nearest.ts';

/** 'a number above 0 and at most 100' */
export function expectation(field: ConfigField): string {
  switch (field.kind) {
    case 'integer':
      return `an integer ${spoken(field.range)}`;
    case 'number':
      return `a number ${spoken(field.range)}`;
    case 'count':
      return `"all" or an integer ${spoken(field.range)}`;
    case 'interval':
      return `null or two integers [low, high] ${spoken(field.range)}, the lower one first`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `${field.choices.length === 1 ? '' : 'one of '}${field.choices.map((option) => JSON.stringify(option)).join(', ')}`;
    case 'text':
      return `${field.isMultiline ? 'text' : 'a line of text'} of at most ${field.maxLength} characters`;
    case 'texts':
      return `a list of at most ${field.maxCount} texts of 1 to ${field.maxLength} characters`;
    case 'factors':
      return `names of parameters, or how they begin, each with ${entryExpectation(field)}; at most ${field.maxCount}`;
    case 'weights':
      return `${field.words.map((word) => JSON.stringify(word)).join(', ')} or numbers [${field.names.join(', ')}], each ${spoken(field.range)}`;
    case 'path':
      return `the path of a ${field.extensions.length === 0 ? 'folder' : `.${field.extensions.join(', .')} file`}`;
    default:
      return assertNever(field);
  }
}

/** Of what stands behind a name. */
export const entryExpectation = (field: ConfigField): string =>
  'range' in field ? `a number ${spoken(field.range)}` : 'a value';

/** 'the text "abc"; did you mean "adam"?' */
export function found(value: unknown, field: ConfigField): string {
  const isTextField = field.kind === 'text' || field.kind === 'path';
  if (isTextField && (typeof value === 'number' || typeof value === 'boolean'))
    return `${value}, which is a ${typeof value}; in quotes it is text`;
  const words = field.kind === 'choice' ? field.choices.map(String) : field.kind === 'weights' ? field.words : [];
  const guess = typeof value === 'string' ? nearest(value, words) : null;
  return guess === null ? shown(value) : `${shown(value)}; did you mean "${guess}"?`;
}

const LONGEST = 60;

/** Any value in a few words, however large it is. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(value, LONGEST))}`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return 'keys and values';
  const plain = value.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
  const list = plain && value.length < 10 ? JSON.stringify(value) : '';
  return list !== '' && list.length <= LONGEST ? `the list ${list}` : `a list of ${value.length}`;
}

/** One line of at most `length` characters and three dots. */
export const shortened = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length)}...` : text).replaceAll(/\s+/g, ' ');

/** '0.001 (Adam), 1 (Adadelta)'; of true and false the key is named: 'none (model.pretrained false)' */
export function defaultInWords({ default: fallback }: ConfigField): string {
  if (fallback === undefined) return 'has to be given';
  if (!isByChoice(fallback)) return JSON.stringify(fallback);
  return byChoice(fallback, [])
    .map(({ value, chosen }) => `${value} (${chosen.join(', ')})`)
    .join(', ');
}

type Chosen = { readonly value: number | string; readonly chosen: readonly string[] };

const byChoice = ({ by, values }: DefaultByChoice, before: readonly string[]): readonly Chosen[] =>
  Object.entries(values).flatMap(([choice, value]) => {
    const chosen = [...before, choiceInWords(by, choice)];
    return typeof value === 'object' ? byChoice(value, chosen) : [{ value, chosen }];
  });

const choiceInWords = (by: string, choice: string) =>
  /^(?:true|false|\d+)$/.test(choice) ? `${by} ${choice}` : choice;

function spoken({ min, max, isMinExcluded, isMaxExcluded }: NumberRange): string {
  if (!isMinExcluded && !isMaxExcluded) return `from ${min} to ${max}`;
  return `${isMinExcluded ? 'above' : 'of at least'} ${min} and ${isMaxExcluded ? 'below' : 'at most'} ${max}`;
}
