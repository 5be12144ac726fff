/** A second process for the tests of the store: `node store-child.ts write|read <workspace>`. Says on stdout what it has done, a line each. */
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openStore } from '#main/store/open.ts';
import { epochResult, stepMetric } from '#tests/unit/store/fixtures.ts';

const [, , task, folder = ''] = process.argv;
const say = (line: string | number) => writeSync(1, `${line}\n`); // at once: what is said was done
const EPOCHS = 10_000; // more than anyone waits for

/** Records epochs of the one run there is, and says each when it is stored, until it is killed. */
function write(): void {
  const store = openStore(folder, { clock: Date.now });
  store.markInterrupted();
  const [run] = store.runs.list();
  if (run === undefined) throw new Error('There is no run.');
  store.runs.changeStatus(run.id, { to: 'running', device: 'CPU' });
  for (let epoch = (run.lastEpoch ?? 0) + 1; epoch < EPOCHS; epoch++) {
    store.steps.record(run.id, [stepMetric(2 * epoch - 1, { epoch }), stepMetric(2 * epoch, { epoch })]);
    store.epochs.record(run.id, epochResult(epoch));
    say(epoch);
  }
}

/** Reads all the time until told to end; says how often, and how often what it read did not belong together. */
async function read(): Promise<void> {
  const store = openStore(folder, { clock: Date.now, isReadonly: true });
  let isOver = false;
  process.stdin.once('data', () => {
    isOver = true;
  });
  let reads = 0;
  let torn = 0;
  let newest = 0;
  say('ready');
  while (!isOver) {
    const [run] = store.runs.list();
    const epoch = run?.lastEpoch ?? 0;
    if (epoch < newest || (epoch > 0 && run?.lastTrainLoss !== 1 / epoch)) torn++;
    newest = epoch;
    reads++;
    await setImmediate();
  }
  store.close();
  say(JSON.stringify({ hasRead: reads > 0, torn, newest }));
  process.stdin.destroy();
}

if (task === 'write') write();
else await read();
