import { history } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { createConfigurationDocument } from '#renderer/features/configurations/editor/configuration-document.ts';
import { diagnosticsOf } from '#renderer/features/configurations/editor/diagnostics.ts';
import { checkExperiment } from '#shared/config/check.ts';
import { setKey } from '#shared/config/edit/edit-key.ts';

const SHORT = 'seed: 1 # s\ndata: {train: x}\n';

function documentOf(text = SHORT) {
  const document = createConfigurationDocument(text, () => history());
  const set = (path: string, value: string | number) => {
    const change = setKey(document.snapshot().text, path, value);
    if (change !== null) document.change(change);
  };
  return { document, set, text: () => document.snapshot().text };
}

describe('the document that form and text share', () => {
  it('takes edits of the form, tells who listens, and undoes them', () => {
    const { document, set, text } = documentOf();
    let told = 0;
    const stop = document.subscribe(() => {
      told += 1;
    });
    set('seed', 17);
    expect(text()).toBe('seed: 17 # s\ndata: {train: x}\n');
    document.undo();
    expect(text()).toBe(SHORT);
    document.redo();
    expect(text()).toContain('17');
    expect(told).toBe(3);
    stop();
    document.undo();
    expect(told).toBe(3);
  });

  it('is the same object until the text changes', () => {
    const { document, set } = documentOf();
    const before = document.snapshot();
    expect(document.snapshot()).toBe(before);
    set('seed', 2);
    expect(document.snapshot()).not.toBe(before);
  });

  it('shows in the form how the text was last, while it cannot be read', () => {
    const { document, set, text } = documentOf();
    set('seed', 5);
    document.replace(`${text()}x: [`);
    const { check, form } = document.snapshot();
    expect(check.isReadable).toBe(false);
    expect(form).toMatchObject({ isOld: true });
    expect(form.check.given.get('seed')).toBe(5);
    document.replace(SHORT);
    expect(document.snapshot().form).toMatchObject({ isOld: false });
  });

  it('shows an empty form where the text never could be read', () => {
    const { document } = documentOf('x: [');
    expect(document.snapshot().form).toMatchObject({ isOld: true });
    expect(document.snapshot().form.check.given.size).toBe(0);
  });

  it('forgets nothing on a start over: it is one step back', () => {
    const { document, set, text } = documentOf();
    set('seed', 3);
    document.replace(SHORT);
    document.undo();
    expect(text()).toContain('seed: 3');
  });
});

describe('the marks in the text', () => {
  const marks = (text: string) => {
    const state = EditorState.create({ doc: text });
    return diagnosticsOf(state, checkExperiment(text)).map(({ from, to, message }) => [text.slice(from, to), message]);
  };

  it('cover what is wrong, in the words of the command line', () => {
    expect(marks('seed: x\ndata: {train: y}\n')).toEqual([
      ['x', '`seed`: expected an integer from 0 to 2147483647, found the text "x".'],
    ]);
    expect(marks('sede: 1\ndata: {train: y}\n')).toEqual([['sede', 'unknown key `sede`; did you mean `seed`?']]);
  });

  it('cover the first line of what is longer, and the first line of the text where nothing else stands for it', () => {
    expect(marks('tags: [a,\n  1]\ndata: {train: y}\n')[0]?.[0]).toBe('[a,');
    expect(marks('seed: 1\n')[0]).toEqual(['seed: 1', '`data.train` is missing; expected the path of a .csv file.']);
  });
});
