import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventWriter } from '#main/engine/tensorboard/event-writer.ts';
import { doublesOf, fieldsOf, readRecords } from './decode.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-events-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const START_MS = 1_700_000_000_250;
const options = { clock: () => START_MS, hostname: 'desk 1/lab' };

const files = () => readdirSync(folder).map((name) => path.join(folder, name));
const records = () => readRecords(readFileSync(files()[0]!)).map(fieldsOf);
/** The one value of a summary event. */
const summaryOf = (event: ReturnType<typeof fieldsOf>) =>
  fieldsOf(fieldsOf(event.get(5)![0] as Uint8Array).get(1)![0] as Uint8Array);
const text = (bytes: unknown) => Buffer.from(bytes as Uint8Array).toString('utf8');

describe('createEventWriter', () => {
  it('names its file so that TensorBoard finds it, and orders it by its start', async () => {
    await createEventWriter(folder, options).close();

    expect(readdirSync(folder)).toEqual([
      expect.stringMatching(
        new RegExp(`^events\\.out\\.tfevents\\.1700000000\\.desk_1_lab\\.${process.pid}\\.[0-9a-f]{8}$`),
      ),
    ]);
  });

  it('begins with the version that readers ask for', async () => {
    await createEventWriter(folder, options).close();

    const [first] = records();
    expect(first?.get(1)).toEqual([1_700_000_000.25]);
    expect(text(first?.get(3)?.[0])).toBe('brain.Event:2');
  });

  it('writes scalars with tag, step and time', async () => {
    const writer = createEventWriter(folder, options);
    writer.scalar('valid/loss', 0.125, 70_000);
    await writer.close();

    const event = records()[1]!;
    expect(event.get(1)).toEqual([1_700_000_000.25]);
    expect(event.get(2)).toEqual([70_000]);
    expect(text(summaryOf(event).get(1)?.[0])).toBe('valid/loss');
    expect(summaryOf(event).get(2)).toEqual([0.125]);
  });

  it('writes histograms', async () => {
    const writer = createEventWriter(folder, options);
    writer.histogram('weights/fc.bias', Float32Array.of(1, 1.03, 3), 5);
    await writer.close();

    const histogram = fieldsOf(summaryOf(records()[1]!).get(5)![0] as Uint8Array);
    expect([1, 2, 3].map((field) => histogram.get(field)?.[0])).toEqual([1, 3, 3]);
    expect(doublesOf(histogram.get(6)![0] as Uint8Array)).toEqual([1.125, 3, 3.25]);
    expect(doublesOf(histogram.get(7)![0] as Uint8Array)).toEqual([2, 0, 1]);
  });

  it('appends whole records at each flush, in order', async () => {
    const writer = createEventWriter(folder, options);
    const sizes = [];
    for (let step = 1; step <= 3; step++) {
      writer.scalar('loss', step, step);
      await writer.flush();
      sizes.push(records().length);
    }
    writer.scalar('loss', 4, 4);
    await Promise.all([writer.flush(), writer.close()]);

    expect(sizes).toEqual([2, 3, 4]);
    expect(records().flatMap((event) => event.get(2) ?? [])).toEqual([1, 2, 3, 4]);
  });

  it('leaves the files of earlier starts alone', async () => {
    await createEventWriter(folder, options).close();
    const [first] = files();
    const before = readFileSync(first!);
    await createEventWriter(folder, options).close();

    expect(files()).toHaveLength(2);
    expect(readFileSync(first!)).toEqual(before);
  });

  it('says which file could not be written, and why', async () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');

    await expect(createEventWriter(path.join(blocked, 'events'), options).flush()).rejects.toMatchObject({
      name: 'AppError',
      code: 'file_invalid',
      message: expect.stringContaining(blocked),
    });
  });

  it('refuses what comes after it was closed', async () => {
    const writer = createEventWriter(folder, options);
    await writer.close();

    expect(() => writer.scalar('loss', 1, 1)).toThrow(/closed/);
  });
});
