import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventBus } from '#main/features/events/bus.ts';
import { createSettingsRouter } from '#main/features/settings/router.ts';
import { createProgramLog } from '#main/features/workspace/program-log.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/settings.ts';
import type { JsonValue } from '#shared/domain/records.ts';
import { temporaryFolder, temporaryStore } from '#tests/unit/store/workspace.ts';

function openSettings(stored: Readonly<Record<string, JsonValue>> = {}) {
  const store = temporaryStore();
  store.settings.change(stored);
  const events = createEventBus();
  const log = createProgramLog(temporaryFolder());
  onTestFinished(() => {
    events.close();
    log.close();
  });
  const router = createSettingsRouter({ store, events });
  return { client: createRouterClient(router, { context: { shell: 'browser', log } }), store, events };
}

describe('the settings of a workspace', () => {
  it('are the defaults at first', async () => {
    expect(await openSettings().client.get()).toEqual(DEFAULT_SETTINGS);
  });

  it('change key by key, stay, and are told of', async () => {
    const { client, store, events } = openSettings();
    const stream = events.subscribe({ after: null, session: null });
    expect(await client.change({ theme: 'dark' })).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect((await stream.next()).value?.event.body).toEqual({ topic: 'setting.changed', key: 'theme' });
    expect(await client.change({ thumbnailSizePx: 96 })).toMatchObject({ theme: 'dark', thumbnailSizePx: 96 });
    expect(store.settings.all()).toEqual({ theme: 'dark', thumbnailSizePx: 96 });
  });

  it('go back to nothing where nothing is given', async () => {
    const draft = { yaml: 'network: resnet18', origin: null, originYaml: null, changedAtMs: 7 };
    const { client } = openSettings();
    await client.change({ draft });
    expect((await client.get()).draft).toEqual(draft);
    expect((await client.change({ draft: null })).draft).toBeNull();
  });

  it('have their default where another version wrote what this one cannot read, the others theirs', async () => {
    const { client } = openSettings({ theme: 'sepia', curveSmoothing: 7, thumbnailSizePx: 96, unknown: true });
    expect(await client.get()).toEqual({ ...DEFAULT_SETTINGS, thumbnailSizePx: 96 });
  });

  it('refuse what they do not know', async () => {
    const { client, store } = openSettings();
    await expect(client.change({ colour: 'red' } as never)).rejects.toMatchObject({ code: 'usage' });
    await expect(client.change({ theme: 'sepia' } as never)).rejects.toMatchObject({ code: 'usage' });
    expect(store.settings.all()).toEqual({});
  });
});
