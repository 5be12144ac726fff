/** What a form shows of each key: read from the text, never kept beside it. */
import { defaultOf } from '#shared/config/defaults.ts';
import { meantBy } from '#shared/config/difference.ts';
import { CONFIG_FIELDS, type ConfigField, fieldAt } from '#shared/config/fields.ts';
import { parameterNamesOf } from '#shared/domain/network-parameters.ts';
import { NETWORK_ALIASES } from '#shared/domain/networks.ts';
import { prefixesOf } from '#shared/domain/parameter-prefixes.ts';
import { assert } from '#shared/errors.ts';
import type { DocumentSnapshot } from '../editor/configuration-document.ts';
import { FIELD_GROUPS, type FieldGroup } from './groups.ts';

export type FieldState = {
  readonly field: ConfigField;
  /** As the text gives it, right or wrong; the default where it gives none; undefined where there is none either. */
  readonly value: unknown;
  /** False = the default holds. */
  readonly isGiven: boolean;
  readonly fallback: unknown;
  /** All that is wrong with it; null = nothing. */
  readonly problem: string | null;
  /** Why it cannot be changed here; null = it can, or the form as a whole says why not. */
  readonly lock: string | null;
  readonly isLocked: boolean;
  /** What may be typed; empty where anything may. */
  readonly suggestions: readonly string[];
};

export function fieldStates({
  form: { check, locks, isOld },
}: Pick<DocumentSnapshot, 'form'>): ReadonlyMap<string, FieldState> {
  const problems = new Map<string, string>();
  for (const { path, text } of check.problems)
    if (path !== null)
      problems.set(path, [problems.get(path), asSentence(text, path)].filter((part) => part !== undefined).join(' '));
  const parts = partsOfNetwork(check);
  return new Map(
    CONFIG_FIELDS.map((field) => {
      const { path } = field;
      const lock = locks.get(path);
      const state: FieldState = {
        field,
        value: meantBy(check, field).value,
        isGiven: check.given.has(path),
        fallback: defaultOf(field, check.given),
        problem: problems.get(path) ?? null,
        lock: lock === undefined ? null : `${lock.reason}${lock.line === null ? '' : ` Line ${lock.line}.`}`,
        isLocked: isOld || lock !== undefined,
        suggestions: NAMES_PARTS.has(path) ? parts : [],
      };
      return [path, state];
    }),
  );
}

const NAMES_PARTS = new Set(['model.freeze', 'optimizer.lr_factors']);

/** The parts of the network that is chosen, down to its blocks; none where what is chosen makes no sense. */
function partsOfNetwork(check: Pick<DocumentSnapshot['form']['check'], 'given'>): readonly string[] {
  const field = fieldAt('network');
  assert(field !== undefined, 'a configuration names its network');
  const spelling = String(meantBy(check, field).value).toLowerCase();
  const network = Object.hasOwn(NETWORK_ALIASES, spelling) ? NETWORK_ALIASES[spelling] : undefined;
  if (network === undefined) return [];
  return prefixesOf(parameterNamesOf(network)).filter(
    (prefix) => prefix.split('.').length <= 2 && !/\.(?:weight|bias)$/.test(prefix),
  );
}

/** Beside its field a problem need not name the key: "`seed`: expected ..." -> "Expected ...". */
function asSentence(text: string, path: string): string {
  const rest = text.replace(`\`${path}\`: `, '').replace(`\`${path}\` `, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

export type ShownGroup = FieldGroup & { readonly fields: readonly FieldState[]; readonly hiddenCount: number };

export type ShowOptions = {
  /** False = the few that most experiments change, those that are given, and those with a problem. */
  readonly showsAll: boolean;
  /** Part of a title, key or description. */
  readonly search: string;
  /** A key that is shown in any case. */
  readonly alsoShown: string | null;
};

export function shownGroups(
  states: ReadonlyMap<string, FieldState>,
  { showsAll, search, alsoShown }: ShowOptions,
): readonly ShownGroup[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return FIELD_GROUPS.map((group) => {
    const all = group.paths.flatMap((path) => [...states.values()].filter(({ field }) => belongsTo(field, path)));
    const fields = all.filter((state) =>
      words.length > 0
        ? words.every((word) => textOf(state.field).includes(word))
        : showsAll || isShown(state) || state.field.path === alsoShown,
    );
    return { ...group, fields, hiddenCount: all.length - fields.length };
  });
}

export const belongsTo = ({ path }: ConfigField, group: string): boolean =>
  path === group || path.startsWith(`${group}.`);

const isShown = ({ field, problem, isGiven, value, fallback }: FieldState): boolean =>
  !field.isAdvanced || problem !== null || (isGiven && JSON.stringify(value) !== JSON.stringify(fallback));

const textOf = ({ path, title, description }: ConfigField): string => `${path} ${title} ${description}`.toLowerCase();

/** Of the input, as far as the text makes sense; else the default. */
export function sizeOf({ form: { check } }: Pick<DocumentSnapshot, 'form'>): { heightPx: number; widthPx: number } {
  const side = (path: string): number => {
    const field = fieldAt(path);
    assert(field?.kind === 'integer', `${path} is an integer`);
    const { value } = meantBy(check, field);
    const isSize = typeof value === 'number' && Number.isInteger(value);
    return isSize && value >= field.range.min && value <= field.range.max ? value : Number(field.default);
  };
  return { heightPx: side('input_size.height'), widthPx: side('input_size.width') };
}
