/** What a YAML text may be before it is parsed: its parser can be made to take minutes, or the process with it. */
import { AppError } from '../errors.ts';

export const MAX_YAML_CHARACTERS = 2 ** 20;
export const MAX_ALIASES = 50;
const MAX_FLOW_DEPTH = 32;
const MAX_INDENT = 256;

/** @throws config_invalid */
export function refuseHostileYaml(text: string, file: string): void {
  if (text.length > MAX_YAML_CHARACTERS) {
    throw invalid(`${file} has ${text.length} characters; a configuration has at most ${MAX_YAML_CHARACTERS}`);
  }
  const binary = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/u);
  if (binary >= 0) throw invalid(`${file}:${lineAt(text, binary)}: a character that no YAML text holds; the file must be UTF-8 text`);
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_FLOW_DEPTH) throw invalid(`${file}:${lineAt(text, i)}: brackets are nested more than ${MAX_FLOW_DEPTH} deep`);
  }
  const deep = new RegExp(`^(?:[ -] ?){${MAX_INDENT},}`, 'm').exec(text);
  if (deep !== null) throw invalid(`${file}:${lineAt(text, deep.index)}: the line is indented too deep`);
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;
const invalid = (sentence: string) => new AppError('config_invalid', `${sentence}.`, { hint: 'Is this the right file?' });
