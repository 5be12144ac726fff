import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventBus, type EventBus } from '#main/features/events/bus.ts';
import type { AppEvent, EventBody } from '#shared/contract/events.ts';
import { Job } from '#shared/contract/jobs.ts';
import { RunId } from '#shared/domain/records.ts';

const RUN = RunId.parse('01hzzzzzzzzzz');
const changed = (key: string): EventBody => ({ topic: 'setting.changed', key });

let bus: EventBus;
beforeEach(() => {
  bus = createEventBus({ clock: () => 7 });
});
afterEach(() => bus.close());

type Heard = { readonly session: string; readonly event: AppEvent };

/** The next `count` events of a subscription. */
async function hear(stream: AsyncGenerator<Heard>, count: number): Promise<Heard[]> {
  const heard: Heard[] = [];
  while (heard.length < count) {
    const { value, done } = await stream.next();
    if (done === true) break;
    heard.push(value);
  }
  return heard;
}

const bodies = (heard: readonly Heard[]) => heard.map(({ event }) => event.body);
const numbers = (heard: readonly Heard[]) => heard.map(({ event }) => event.seq);

describe('the event stream', () => {
  it('tells every listener what happens, in order, with numbers that rise by one', async () => {
    const [first, second] = [1, 2].map(() => bus.subscribe({ after: null, session: null }));
    for (const key of ['a', 'b', 'c']) bus.publish(changed(key));
    for (const stream of [first!, second!]) {
      const heard = await hear(stream, 3);
      expect(bodies(heard)).toEqual(['a', 'b', 'c'].map(changed));
      expect(numbers(heard)).toEqual([1, 2, 3]);
      expect(heard[0]?.event.atMs).toBe(7);
    }
  });

  it('misses nothing between the call and the first question for an event', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish(changed('early'));
    expect(bodies(await hear(stream, 1))).toEqual([changed('early')]);
  });

  it('tells who comes back what was missed, and then goes on', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    for (const key of ['a', 'b', 'c']) bus.publish(changed(key));
    const [{ session, event }] = (await hear(stream, 1)) as [Heard];
    const again = bus.subscribe({ after: event.seq, session });
    bus.publish(changed('d'));
    expect(bodies(await hear(again, 3))).toEqual(['b', 'c', 'd'].map(changed));
  });

  it('has nothing to repeat for who missed nothing', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish(changed('a'));
    const [{ session }] = (await hear(stream, 1)) as [Heard];
    const again = bus.subscribe({ after: 1, session });
    bus.publish(changed('b'));
    expect(numbers(await hear(again, 1))).toEqual([2]);
  });

  it('asks for everything anew where the number is of another start of the program, or is not reached yet', async () => {
    bus.publish(changed('a'));
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish(changed('b'));
    const [{ session }] = (await hear(stream, 1)) as [Heard];
    for (const wrong of [
      { after: 1, session: 'another' },
      { after: 1, session: null },
      { after: 3, session },
    ]) {
      const [{ event }] = (await hear(bus.subscribe(wrong), 1)) as [Heard];
      expect(event).toEqual({ seq: 2, atMs: 7, body: { topic: 'resync' } });
    }
  });

  it('asks for everything anew where more was missed than is kept, and never repeats a part', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish(changed('0'));
    const [{ session }] = (await hear(stream, 1)) as [Heard];
    for (let i = 1; i <= 1_001; i++) bus.publish(changed(String(i)));
    const tooLate = await hear(bus.subscribe({ after: 1, session }), 1);
    expect(tooLate[0]?.event).toMatchObject({ seq: 1_002, body: { topic: 'resync' } });
    const justInTime = await hear(bus.subscribe({ after: 2, session }), 1_000);
    expect(numbers(justInTime)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 3));
  });

  it('tells a listener that is too slow to fetch everything anew, and goes on from there', async () => {
    const slow = bus.subscribe({ after: null, session: null });
    for (let i = 1; i <= 1_002; i++) bus.publish(changed(String(i)));
    const heard = await hear(slow, 2);
    expect(heard.map(({ event }) => [event.seq, event.body.topic])).toEqual([
      [1_001, 'resync'],
      [1_002, 'setting.changed'],
    ]);
  });

  it('merges steps, lines and progress into one event each, with nothing of them lost', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    for (const step of [1, 2, 3]) bus.publish({ topic: 'run.steps', runId: RUN, columns: columnsOf(step) });
    bus.publish({ topic: 'run.log', runId: RUN, lines: ['one'] });
    bus.publish({ topic: 'run.log', runId: RUN, lines: ['two', 'three'] });
    for (const done of [1, 2]) bus.publish({ topic: 'job.changed', job: jobWith({ done }) });
    const [steps, log, job] = bodies(await hear(stream, 3));
    expect(steps).toMatchObject({ topic: 'run.steps', columns: { step: [1, 2, 3], loss: [0.5, 1, 1.5] } });
    expect(log).toMatchObject({ topic: 'run.log', lines: ['one', 'two', 'three'] });
    expect(job).toMatchObject({ topic: 'job.changed', job: { progress: { done: 2 } } });
  });

  it('keeps what was merged before what came after it', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish({ topic: 'run.steps', runId: RUN, columns: columnsOf(1) });
    bus.publish({ topic: 'run.changed', runIds: [RUN] });
    bus.publish({ topic: 'run.steps', runId: RUN, columns: columnsOf(2) });
    bus.publish({ topic: 'job.changed', job: jobWith({ status: 'finished' }) });
    expect(bodies(await hear(stream, 4)).map(({ topic }) => topic)).toEqual([
      'run.steps',
      'run.changed',
      'run.steps',
      'job.changed',
    ]);
  });

  it('ends with its signal, also while it waits, and hears no more', async () => {
    const controller = new AbortController();
    const stream = bus.subscribe({ after: null, session: null, signal: controller.signal });
    const waiting = stream.next();
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const over = bus.subscribe({ after: null, session: null, signal: AbortSignal.abort() });
    expect(await over.next()).toEqual({ done: true, value: undefined });
  });

  it('gives what is still merged before it closes, and then ends for everybody', async () => {
    const stream = bus.subscribe({ after: null, session: null });
    bus.publish({ topic: 'run.log', runId: RUN, lines: ['last words'] });
    bus.close();
    bus.publish(changed('too late'));
    const rest = await hear(stream, 5);
    expect(bodies(rest)).toEqual([{ topic: 'run.log', runId: RUN, lines: ['last words'] }]);
  });
});

const columnsOf = (step: number) => ({
  step: [step],
  epoch: [1],
  loss: [step / 2],
  accuracy: [null],
  learningRate: [1e-3],
  imagesPerSecond: [20],
  memoryBytes: [1],
  atMs: [step],
});

const jobWith = ({ done = 0, status = 'running' }: { done?: number; status?: Job['status'] }): Job =>
  Job.parse({
    id: 'one',
    kind: 'audit',
    title: 'Auditing',
    status,
    progress: { done, total: 10, unit: 'images' },
    startedAtMs: 0,
    endedAtMs: null,
    remainingMs: null,
    error: null,
    link: null,
    stopLabel: null,
  });
