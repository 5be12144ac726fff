import type { Store } from '#main/store/open.ts';
import { DEFAULT_SETTINGS, Settings } from '#shared/contract/settings.ts';
import type { JsonValue } from '#shared/domain/records.ts';
import type { EventBus } from '../events/bus.ts';
import { os } from '../procedures.ts';

type SettingsDependencies = { readonly store: Store; readonly events: EventBus };

/** What is stored; a key that an older or newer version wrote otherwise has its default again. */
export function readSettings(store: Store): Settings {
  const stored = store.settings.all();
  const fitting = Object.entries(Settings.shape).flatMap(([key, schema]) => {
    const value = schema.safeParse(stored[key]);
    return value.success ? [[key, value.data]] : [];
  });
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(fitting) };
}

export const createSettingsRouter = ({ store, events }: SettingsDependencies) =>
  os.settings.router({
    get: os.settings.get.handler(() => readSettings(store)),
    change: os.settings.change.handler(({ input }) => {
      const given = Object.entries(input).filter(([, value]) => value !== undefined);
      store.settings.change(Object.fromEntries(given) as Record<string, JsonValue>); // zod took it as JSON's own types
      for (const [key] of given) events.publish({ topic: 'setting.changed', key });
      return readSettings(store);
    }),
  });
