import { eq } from 'drizzle-orm';
import type { JsonValue } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';
import { settings } from './schema-workbench.ts';

export function createSettingsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'settings',
    {
      /** By key. */
      all: (): Readonly<Record<string, JsonValue>> =>
        Object.fromEntries(
          db
            .select()
            .from(settings)
            .all()
            .map(({ key, value }) => [key, value]),
        ),

      /** All or nothing; null takes a key away. */
      change: (values: Readonly<Record<string, JsonValue>>): void =>
        db.transaction((tx) => {
          for (const [key, value] of Object.entries(values)) {
            tx.delete(settings).where(eq(settings.key, key)).run();
            if (value !== null) tx.insert(settings).values({ key, value }).run();
          }
        }),
    },
    context,
  );
}
