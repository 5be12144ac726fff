/**
 * YAML from a stranger: one pass that counts before it builds. Limits of size, nesting and aliases, because `yaml` recurses over nested collections
 * (deep ones aborted Node 20) and takes quadratic time over some texts (closing brackets, a megabyte of them, take minutes).
 */
import { Composer, CST, type Document, Lexer, LineCounter, Parser, visit, type YAMLError } from 'yaml';
import { AppError } from '../errors.ts';
import { UNPRINTABLE } from './field.ts';
import { shortened } from './wording.ts';

export const YAML_LIMITS = {
  sizeBytes: 2 ** 20,
  nesting: 32,
  aliases: 50,
  /** Pieces of syntax: a word, a colon, a line break, an escape in quotes. A configuration with every key has about 700. */
  tokens: 20_000,
} as const;

export type Position = { readonly line: number; readonly column: number };

export type YamlText = {
  readonly document: Document.Parsed;
  /** Both count from 1. */
  readonly positionAt: (offset: number) => Position;
  /** Syntax errors and what the library warns of (tags that it does not know), by place. Where there are any, the document is not to be trusted. */
  readonly faults: readonly { readonly offset: number; readonly end: number; readonly text: string }[];
};

/** Why a text is not even looked at: a limit, or characters that no text file holds. Null = the text as a whole. */
export type YamlRefusal = {
  readonly kind: 'refused';
  readonly position: Position | null;
  readonly text: string;
  readonly cause: unknown;
};

/** Where something stands, in words; null = the text as a whole. */
export type Locate = (position: Position | null) => string;

/** @throws config_invalid (a limit, characters that no text file holds), and nothing but AppError */
export function readYaml(text: string, locate: Locate): YamlText {
  const reading = tryReadYaml(text);
  if (reading.kind === 'read') return reading;
  const { position, text: reason, cause } = reading;
  throw new AppError('config_invalid', `${locate(position)}: ${reason}`, cause === undefined ? {} : { cause });
}

/** Core schema of YAML 1.2: `True` is a boolean, 1e-4 a number, `yes` a word. Throws nothing. */
export function tryReadYaml(text: string): ({ readonly kind: 'read' } & YamlText) | YamlRefusal {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (offset: number | null, sentence: string): never => {
    throw new Refused(offset === null ? null : positionAt(offset), `${sentence}.`);
  };
  try {
    assertTextFile(text, refuse, lines);
    const composer = new Composer({
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      resolveKnownTags: false,
      keepSourceTokens: false,
    });
    const [document, next] = composer.compose(limitedTokens(text, refuse, lines), true, text.length);
    if (document === undefined) return refuse(null, 'is empty');
    const faults = [...[...document.errors, ...document.warnings].map(faultOf), ...danglingAliases(document)];
    if (next !== undefined) faults.push(secondDocument(next));
    return { kind: 'read', document, positionAt, faults };
  } catch (error) {
    if (error instanceof Refused)
      return { kind: 'refused', position: error.position, text: error.message, cause: undefined };
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', position: null, text: `cannot be read as YAML: ${reason}`, cause: error };
  }
}

/** Leaves the parsing from wherever it is; goes no further than this file. */
class Refused extends Error {
  readonly position: Position | null;

  constructor(position: Position | null, sentence: string) {
    super(sentence);
    this.position = position;
  }
}

type Refuse = (offset: number | null, sentence: string) => never;

function assertTextFile(text: string, refuse: Refuse, lines: LineCounter): void {
  const sizeBytes = text.length > YAML_LIMITS.sizeBytes ? text.length : new TextEncoder().encode(text).length;
  if (sizeBytes > YAML_LIMITS.sizeBytes)
    refuse(null, `has ${sizeBytes} bytes or more; a configuration has at most ${YAML_LIMITS.sizeBytes}`);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const offset = text.slice(start).replaceAll('\r\n', '\n\n').search(UNPRINTABLE);
  if (offset < 0) return;
  const at = start + offset;
  addLines(text.slice(0, at), lines);
  const code = (text.codePointAt(at) as number).toString(16).toUpperCase().padStart(4, '0'); // `at` is inside
  refuse(
    at,
    `the character U+${code} has no place in a text file${code === 'FFFD' ? ', or stands for bytes that are not UTF-8' : ''}`,
  );
}

function addLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

/** What `Parser.parse` does, with an eye on its stack: neither lexer nor parser recurses, only what comes after them. */
function* limitedTokens(text: string, refuse: Refuse, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  let tokens = 0;
  let aliases = 0;
  let isScalarNext = false;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    tokens += lexeme.split('\\').length; // each escape in quotes counts as well: a wrong one costs an error with its stack
    if (tokens > YAML_LIMITS.tokens)
      refuse(offset, `more than ${YAML_LIMITS.tokens} words and signs; this is no configuration`);
    if (!isScalarNext && CST.tokenType(lexeme) === 'alias') aliases++;
    if (aliases > YAML_LIMITS.aliases) refuse(offset, `more than ${YAML_LIMITS.aliases} aliases (*name)`);
    isScalarNext = !isScalarNext && lexeme === CST.SCALAR;
    yield* parser.next(lexeme);
    if (parser.stack.filter(CST.isCollection).length > YAML_LIMITS.nesting)
      refuse(offset, `nested more than ${YAML_LIMITS.nesting} deep`);
  }
  yield* parser.end();
}

type Fault = YamlText['faults'][number];

const faultOf = (error: YAMLError): Fault => ({
  offset: error.pos[0],
  end: error.pos[1],
  text: shortened(error.message, 200),
});

const secondDocument = ({ range: [offset] }: Document.Parsed): Fault => ({
  offset,
  end: offset,
  text: 'a second document starts here; expected one',
});

/** `yaml` finds these out only when it is asked for values. */
function danglingAliases(document: Document.Parsed): Fault[] {
  const found: Fault[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      found.push({
        offset: alias.range?.[0] ?? 0,
        end: alias.range?.[1] ?? 0,
        text: `the alias *${shortened(alias.source, 80)} has no anchor before it`,
      });
    },
  });
  return found;
}
