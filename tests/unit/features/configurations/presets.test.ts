import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPresets, titleOf } from '#main/features/configurations/presets.ts';
import { createEventBus } from '#main/features/events/bus.ts';
import { createHistory } from '#main/features/history/history.ts';
import { refusalOf, temporaryFolder } from '#tests/unit/store/workspace.ts';

function presetsOf(workspace = temporaryFolder()) {
  const events = createEventBus();
  const history = createHistory({ events });
  const presets = createPresets({ workspace, events, history });
  const own = () => presets.list().filter(({ origin }) => origin === 'workspace');
  return { presets, history, own, folder: path.join(workspace, 'configurations') };
}

describe('configurations as files', () => {
  it('lists those that come with Facet by their first comment', () => {
    const { presets } = presetsOf();
    expect(presets.list().map(({ name, origin, title }) => [name, origin, title])).toEqual([
      ['demo', 'facet', 'The demo: synthetic faces that `facet demo` draws into data/demo'],
      ['densenet121', 'facet', expect.stringContaining("DenseNet-121 with the reference project's keys and values")],
      ['efficientnet_b0', 'facet', expect.stringContaining('EfficientNet-B0 with')],
      ['faces', 'facet', 'Real FFHQ faces and StyleGAN2 fakes, 224 x 224: 920 to train on, 211 to test with'],
      ['finetune', 'facet', expect.stringContaining('Fine-tuning')],
      ['resnet18', 'facet', expect.stringContaining("ResNet-18 with the reference project's keys and values")],
      ['vgg16', 'facet', expect.stringContaining('VGG-16 with')],
    ]);
  });

  it('saves a text letter for letter, lists it first, and leaves nothing half written', () => {
    const { presets, own, folder } = presetsOf();
    const yaml = '# Mine\nseed: 1 # ä\n';
    expect(presets.save({ name: 'my first', yaml, replaces: false })).toMatchObject({
      name: 'my first',
      title: 'Mine',
      yaml,
    });
    expect(own()).toMatchObject([{ name: 'my first', yaml, changedAtMs: expect.any(Number) }]);
    expect(presets.list()[0]).toMatchObject({ name: 'my first' });
    expect(readdirSync(folder)).toEqual(['my first.yaml']);
    expect(readFileSync(path.join(folder, 'my first.yaml'), 'utf8')).toBe(yaml);
  });

  it('replaces only where that is asked for, and both ways of it can be undone', () => {
    const { presets, history, own } = presetsOf();
    presets.save({ name: 'a', yaml: 'seed: 1\n', replaces: false });
    expect(refusalOf(() => presets.save({ name: 'a', yaml: 'seed: 2\n', replaces: false })).code).toBe('conflict');
    presets.save({ name: 'a', yaml: 'seed: 2\n', replaces: true });
    expect(history.undo()).toBe('Save the configuration "a"');
    expect(own()).toMatchObject([{ yaml: 'seed: 1\n' }]);
    history.redo();
    expect(own()).toMatchObject([{ yaml: 'seed: 2\n' }]);
  });

  it('deletes, and brings back on undo', () => {
    const { presets, history, own } = presetsOf();
    presets.save({ name: 'a', yaml: 'seed: 1\n', replaces: false });
    presets.remove('a');
    expect(own()).toEqual([]);
    expect(history.undo()).toBe('Delete the configuration "a"');
    expect(own()).toMatchObject([{ name: 'a', yaml: 'seed: 1\n' }]);
    expect(refusalOf(() => presets.remove('b')).code).toBe('not_found');
  });

  it.each(['../a', 'a/b', 'a\\b', '.hidden', '', ' a', 'a.', 'a ', 'CON', 'nul.txt', 'a\0b', 'a:b', 'a\nb'])(
    'refuses a name that is no file name: %j',
    (name) => {
      const { presets, own } = presetsOf();
      expect(refusalOf(() => presets.save({ name, yaml: 'x', replaces: true })).code).toBe('config_invalid');
      expect(own()).toEqual([]);
    },
  );

  it('shows what somebody else put there, but nothing that is too large or no file', () => {
    const { own, folder } = presetsOf();
    mkdirSync(path.join(folder, 'folder.yaml'), { recursive: true });
    writeFileSync(path.join(folder, 'large.yaml'), 'a'.repeat(2 ** 20 + 1));
    writeFileSync(path.join(folder, 'notes.txt'), 'a');
    writeFileSync(path.join(folder, 'given.yaml'), 'seed: [\n');
    expect(own()).toMatchObject([{ name: 'given', title: 'given', yaml: 'seed: [\n' }]);
  });
});

it.each([
  ['# Mine. And more\nseed: 1', 'Mine'],
  ['#Mine.\n', 'Mine'],
  ['# v1.5 of it\r\n', 'v1.5 of it'],
  ['seed: 1\n# later\n', null],
  ['', null],
])('the title of %j is %j', (yaml, title) => {
  expect(titleOf(yaml)).toBe(title);
});
