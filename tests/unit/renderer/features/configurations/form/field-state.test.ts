import { describe, expect, it } from 'vitest';
import { belongsTo, fieldStates, shownGroups, sizeOf } from '#renderer/features/configurations/form/field-state.ts';
import { FIELD_GROUPS } from '#renderer/features/configurations/form/groups.ts';
import { checkExperiment } from '#shared/config/check.ts';
import { locksOf } from '#shared/config/edit/edit-key.ts';
import { CONFIG_FIELDS } from '#shared/config/fields.ts';

const snapshot = (text: string, isOld = false) => ({
  form: { check: checkExperiment(text), locks: locksOf(text), isOld },
});
const stateOf = (text: string, path: string) => fieldStates(snapshot(text)).get(path);
const shown = (text: string, options: Partial<Parameters<typeof shownGroups>[1]> = {}) =>
  shownGroups(fieldStates(snapshot(text)), { showsAll: false, search: '', alsoShown: null, ...options });
const pathsOf = (groups: ReturnType<typeof shown>) =>
  groups.flatMap(({ fields }) => fields.map(({ field }) => field.path));

describe('the groups of the form', () => {
  it('hold every key of a configuration once', () => {
    for (const field of CONFIG_FIELDS) {
      const holders = FIELD_GROUPS.flatMap(({ paths }) => paths).filter((path) => belongsTo(field, path));
      expect([field.path, holders.length]).toEqual([field.path, 1]);
    }
  });

  it('show all keys where all are wanted, and say how many they hide where not', () => {
    expect(pathsOf(shown('', { showsAll: true }))).toHaveLength(CONFIG_FIELDS.length);
    const few = shown('');
    const hiddenCount = few.reduce((sum, group) => sum + group.hiddenCount, 0);
    expect(pathsOf(few).length + hiddenCount).toBe(CONFIG_FIELDS.length);
    expect(hiddenCount).toBeGreaterThan(10);
  });

  it('show what is advanced where it is given another value, is wrong, or is sought', () => {
    expect(pathsOf(shown(''))).not.toContain('threads');
    expect(pathsOf(shown('threads: 0\n'))).not.toContain('threads');
    expect(pathsOf(shown('threads: 2\n'))).toContain('threads');
    expect(pathsOf(shown('threads: x\n'))).toContain('threads');
    expect(pathsOf(shown('', { alsoShown: 'threads' }))).toContain('threads');
  });

  it('are searched by title, key and meaning, advanced ones as well', () => {
    expect(pathsOf(shown('', { search: 'learning rate' }))).toContain('optimizer.lr');
    expect(pathsOf(shown('', { search: 'lr' }))).toContain('optimizer.lr');
    expect(pathsOf(shown('', { search: 'decayed' }))).toEqual([]);
    expect(pathsOf(shown('', { search: 'CACHE memory' }))).toEqual(['cache.memory_mb', 'cache.disk_mb']);
  });
});

describe('a field', () => {
  it('shows what the text gives, and the default where it gives nothing', () => {
    expect(stateOf('seed: 7\n', 'seed')).toMatchObject({ value: 7, isGiven: true, fallback: 42, problem: null });
    expect(stateOf('', 'seed')).toMatchObject({ value: 42, isGiven: false, problem: null, isLocked: false });
    expect(stateOf('optimizer: {type: Adadelta}\n', 'optimizer.lr')).toMatchObject({ value: 1, fallback: 1 });
    expect(stateOf('network: ResNet\n', 'network')).toMatchObject({ value: 'resnet18' });
  });

  it('says what is wrong without naming itself', () => {
    expect(stateOf('seed: x\n', 'seed')?.problem).toBe('Expected an integer from 0 to 2147483647, found the text "x".');
    expect(stateOf('seed: 1\n', 'data.train')?.problem).toBe('Is missing; expected the path of a .csv file.');
  });

  it('is locked with a reason where the form cannot change it, and without one while the form is of an older text', () => {
    expect(stateOf('seed: 1\nseed: 2\n', 'seed')).toMatchObject({
      isLocked: true,
      lock: '`seed` is given twice. Line 2.',
    });
    expect(fieldStates(snapshot('seed: 1\n', true)).get('seed')).toMatchObject({ isLocked: true, lock: null });
  });
});

describe('the size that networks are described at', () => {
  it('is that of the text, or the default where that makes no sense', () => {
    expect(sizeOf(snapshot('input_size: {height: 64, width: 96}\n'))).toEqual({ heightPx: 64, widthPx: 96 });
    expect(sizeOf(snapshot('input_size: {height: 5, width: x}\n'))).toEqual({ heightPx: 224, widthPx: 224 });
  });
});
