import { describe, expect, it, onTestFinished } from 'vitest';
import type { SpawnEngine } from '#main/engine/channel.ts';
import { forkEngine } from '#main/engine/fork.ts';
import { createEngineDesk } from '#main/features/configurations/engine-desk.ts';
import { createNetworkBook } from '#main/features/configurations/networks.ts';
import type { Channel } from '#main/processes/channel.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';

const SHAPE = { network: 'resnet18', height: 64, width: 64, channels: 3 } as const;
const QUESTION = {
  kind: 'describe-network',
  model: { ...SHAPE, classes: 2, normalization: 'none', initWeights: true, dropoutRate: 0 },
} as const;

function deskOf(options: { readonly idleMs?: number } = {}) {
  const started: Channel[] = [];
  const closed: Promise<void>[] = [];
  const spawn: SpawnEngine = (settings) => {
    const channel = forkEngine(settings);
    closed.push(new Promise((resolve) => channel.onClose(() => resolve())));
    started.push(channel);
    return channel;
  };
  const desk = createEngineDesk(spawn, options);
  onTestFinished(() => desk.close());
  return { desk, started, closed };
}

describe('the engine for short questions', () => {
  it('answers several at once, one after another, with one process', async () => {
    const { desk, started } = deskOf();
    const answers = await Promise.all([desk.ask(QUESTION), desk.ask(QUESTION), desk.ask(QUESTION)]);
    expect(answers.map(({ parameters }) => parameters)).toEqual([11_177_538, 11_177_538, 11_177_538]);
    expect(started).toHaveLength(1);
  });

  it('is closed when nobody has asked for a while, and started again for the next question', async () => {
    const { desk, started, closed } = deskOf({ idleMs: 1 });
    await desk.ask(QUESTION);
    await closed[0];
    expect(await desk.ask(QUESTION)).toMatchObject({ defaultLayer: 'layer4' });
    expect(started).toHaveLength(2);
  });

  it('is started again after it died over a question', async () => {
    const { desk, started } = deskOf();
    const dying = desk.ask(QUESTION);
    await Promise.resolve(); // by then it is started
    await Promise.resolve();
    started[0]?.kill();
    await expect(dying).rejects.toMatchObject({ code: 'engine_died' });
    expect(await desk.ask(QUESTION)).toMatchObject({ parameters: 11_177_538 });
  });

  it('answers nothing after it was closed, nor what was called off before its turn', async () => {
    const { desk, started } = deskOf();
    await expect(desk.ask(QUESTION, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    desk.close();
    await expect(desk.ask(QUESTION)).rejects.toMatchObject({ code: 'cancelled' });
    expect(started).toHaveLength(0);
  });
});

describe('what is known of networks', () => {
  it('is asked once for a size', async () => {
    let asked = 0;
    const { desk } = deskOf();
    const book = createNetworkBook({
      ...desk,
      ask: (job, signal) => {
        asked += 1;
        return desk.ask(job, signal);
      },
    });
    await Promise.all([book.facts(SHAPE), book.facts(SHAPE), book.choices({ heightPx: 64, widthPx: 64 })]);
    expect(asked).toBe(NETWORK_NAMES.length);
    await book.facts({ ...SHAPE, height: 96 });
    expect(asked).toBe(NETWORK_NAMES.length + 1);
  });
});
