import { desc, eq } from 'drizzle-orm';
import { repository, type StoreContext } from './repository.ts';
import { speeds } from './schema-workbench.ts';

/** What a speed holds for. `device` in words, with its threads where they matter. */
export type SpeedKey = {
  readonly network: string;
  readonly height: number;
  readonly width: number;
  readonly batchSize: number;
  readonly device: string;
};

/** `memoryBytes`: resident memory of the engine at its largest, without its cache of images. */
export type MeasuredSpeed = Readonly<typeof speeds.$inferSelect>;

/** Images a second, as measured on this machine: the newest of each kind of work. */
export function createSpeedsRepository(context: StoreContext) {
  const { db, clock } = context;
  return repository(
    'speeds',
    {
      /** In the place of an earlier one of its kind. */
      record: (speed: Omit<MeasuredSpeed, 'measuredAtMs'>): void => {
        const row = { ...speed, measuredAtMs: clock() };
        db.insert(speeds)
          .values(row)
          .onConflictDoUpdate({
            target: [speeds.network, speeds.height, speeds.width, speeds.batchSize, speeds.device],
            set: row,
          })
          .run();
      },

      /** Newest first. */
      ofDevice: (device: string): readonly MeasuredSpeed[] =>
        db.select().from(speeds).where(eq(speeds.device, device)).orderBy(desc(speeds.measuredAtMs)).all(),
    },
    context,
  );
}
