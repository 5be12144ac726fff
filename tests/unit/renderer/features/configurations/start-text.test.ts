import { describe, expect, it } from 'vitest';
import { editLink, editSearch } from '#renderer/features/configurations/search.ts';
import { type StartSources, startText } from '#renderer/features/configurations/start-text.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import type { Draft } from '#shared/contract/settings.ts';

const preset = (name: string, origin: Preset['origin'], yaml: string): Preset => ({
  ...{ name, origin, yaml },
  title: name,
  changedAtMs: origin === 'facet' ? null : 1,
});
const RESNET = 'data:\n  train: "data/train.csv"\n  test: "data/test.csv" # t\n';
const PRESETS = [preset('mine', 'workspace', 'seed: 1\n'), preset('resnet18', 'facet', RESNET)];
const DRAFT: Draft = { yaml: 'seed: 2\n', origin: 'mine', originYaml: 'seed: 1\n', changedAtMs: 5 };

const start = (sources: Partial<StartSources>) =>
  startText({ search: {}, presets: PRESETS, run: null, queued: null, draft: null, ...sources });

describe('what the editor begins with', () => {
  it('is the preset that is named, which Save writes to only where it is the own one', () => {
    expect(start({ search: { preset: 'mine' } })).toMatchObject({
      text: 'seed: 1\n',
      origin: { isOwn: true, kind: 'preset' },
    });
    expect(start({ search: { preset: 'resnet18' } })).toMatchObject({ text: RESNET, origin: { isOwn: false } });
    expect(start({ search: { preset: 'gone' } })).toBeNull();
  });

  it("is a run's configuration, to be changed for another run", () => {
    const run = { name: 'calm-heron-1', configYaml: 'seed: 9\n', absoluteFolder: '/ws/runs/calm-heron-1' };
    expect(start({ search: { run: 'x' }, run })).toMatchObject({
      text: 'seed: 9\n',
      origin: { kind: 'run', name: 'calm-heron-1' },
    });
    expect(start({ search: { run: 'x' } })).toBeNull();
  });

  it('is the configuration of a training that waits, and nothing once that has begun', () => {
    const queued = { name: 'third', configYaml: 'seed: 4\n' };
    const search = editSearch({ entry: 3 });
    expect(start({ search, queued })).toMatchObject({
      text: 'seed: 4\n',
      origin: { kind: 'queued', name: 'third', entryId: 3, isOwn: false },
    });
    expect(start({ search })).toBeNull();
    expect(editSearch({ entry: 'third' })).toEqual({});
    expect(editLink(search)).toBe('/configurations/edit?entry=3');
  });

  it('begins with the weights of a run where these are asked for, and with no others', () => {
    const configYaml = 'seed: 9\nmodel:\n  weights: "old.safetensors"\ncheckpoint: "" # c\n';
    const run = { name: 'calm-heron-1', configYaml, absoluteFolder: '/ws/runs/calm-heron-1' };
    const begun = start({ search: { run: 'x', weights: 'best' }, run });
    expect(begun?.text).toBe(
      'seed: 9\nmodel:\n  weights: ""\ncheckpoint: "/ws/runs/calm-heron-1/checkpoints/best.safetensors" # c\n',
    );
    expect(editSearch({ run: 'x', weights: 'best' })).toEqual({ run: 'x', weights: 'best' });
    expect(editSearch({ run: 'x', weights: 'worst' })).toEqual({ run: 'x' });
  });

  it('trains on the CSV that is named; the test data of a configuration of Facet belong to its own faces', () => {
    const begun = start({ search: { preset: 'resnet18', data: '/faces/a b.csv' } });
    expect(begun?.text).toBe('data:\n  train: "/faces/a b.csv"\n  test: "" # t\n');
    expect(begun?.origin.yaml).toBe(begun?.text); // no difference yet
    expect(start({ search: { preset: 'mine', data: '/a.csv' } })?.text).toBe('seed: 1\ndata:\n  train: "/a.csv"\n');
  });

  it('is the draft where nothing is named, else a new configuration', () => {
    expect(start({ draft: DRAFT })).toMatchObject({
      text: 'seed: 2\n',
      draftedAtMs: 5,
      origin: { name: 'mine', isOwn: true },
    });
    expect(start({})).toMatchObject({ text: RESNET, draftedAtMs: null });
  });

  it('goes on with a draft of the very thing that is named, so that a reload loses nothing', () => {
    expect(start({ search: { preset: 'mine' }, draft: DRAFT })).toMatchObject({ text: 'seed: 2\n', draftedAtMs: 5 });
    expect(start({ search: { preset: 'resnet18' }, draft: DRAFT })).toMatchObject({ text: RESNET, draftedAtMs: null });
    const older = { ...DRAFT, originYaml: 'seed: 0\n' };
    expect(start({ search: { preset: 'mine' }, draft: older })).toMatchObject({ text: 'seed: 1\n', draftedAtMs: null });
  });

  it('does not save a draft over an own configuration that has changed since', () => {
    const changed = { ...DRAFT, originYaml: 'seed: 0\n' };
    expect(start({ draft: changed })?.origin.isOwn).toBe(false);
  });
});

describe('the address of the editor', () => {
  it('leaves out what makes no sense', () => {
    expect(editSearch({ preset: 'a', run: 5, data: '', other: 'x' })).toEqual({ preset: 'a' });
  });

  it('carries any name through, also one that looks like a number', () => {
    expect(editLink({ preset: '42' })).toBe('/configurations/edit?preset=%2242%22');
    expect(editLink({ preset: 'my first', data: '/a&b.csv' })).toBe(
      '/configurations/edit?preset=my+first&data=%2Fa%26b.csv',
    );
  });
});
