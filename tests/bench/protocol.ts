/**
 * What the bench asks of a contender and what it gets back. A contender is a process that answers one task at a time: a line
 * `@bench {json}` on stdin, a line `@bench {json}` on stdout. Other lines on stdout are somebody's log and are passed by.
 * tests/bench/reference.py speaks the same.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError, assertNever } from '#shared/errors.ts';

const Square = { batch: z.int().positive(), sizePx: z.int().positive() };

export const Task = z.discriminatedUnion('kind', [
  /**
   * The contender's network, two classes, Adam (lr 1e-4, weight decay 1e-2), float32, one batch that is at hand already: forward, loss, gradients, update, and the
   * loss read. The same batch each step. Items are images: steps x batch.
   */
  z.object({ kind: z.literal('train_step'), steps: z.int().positive(), ...Square }),
  /** Evaluation mode, one batch at hand: logits read. Items are images. */
  z.object({ kind: z.literal('inference'), steps: z.int().positive(), ...Square }),
  /**
   * From CSV (`path,real`, absolute paths) to the epoch's figures: every image decoded, one training step a batch in a new order, the last short
   * batch included, then loss and accuracy over the valid rows. `pass: 'first'` starts without decoded images (whoever caches forgets them first);
   * 'later' may use what a pass before it left behind. Items are images of both; `parts` has them apart.
   */
  z.object({
    kind: z.literal('epoch'),
    trainCsv: z.string(),
    validCsv: z.string(),
    pass: z.enum(['first', 'later']),
    workers: z.int().nonnegative(),
    ...Square,
  }),
  /**
   * Grad-CAM at ResNet-18's layer4 of `images` images that are at hand, `batch` at a time, for the predicted class: for each a map scaled to 0..1 and resized to
   * the image, as the grad-cam package gives it. Items are images.
   */
  z.object({ kind: z.literal('grad_cam'), images: z.int().positive(), ...Square }),
]);
export type Task = z.infer<typeof Task>;
export type TaskKind = Task['kind'];

const Part = z.object({ items: z.int().positive(), seconds: z.number().positive() });

export const Answer = Part.extend({
  /** Largest resident set of the process since it started. */
  peakMemoryBytes: z.int().positive(),
  /** Largest use of a GPU's memory since it started; null on the CPU. */
  peakDeviceMemoryBytes: z.int().positive().nullable(),
  /** Of `seconds`, those spent inside TensorFlow's calls; null where it is not measured. */
  secondsInTensorflow: z.number().nonnegative().nullable(),
  /** Of an epoch. */
  parts: z.object({ train: Part, valid: Part }).nullable(),
  /** Processor time of the process and its children over the whole task, with what was got ready for it: tells what others used meanwhile. */
  cpuSeconds: z.number().nonnegative(),
});
export type Answer = z.infer<typeof Answer>;
/** What a task's own code knows. */
export type TaskResult = Omit<Answer, 'cpuSeconds'>;

/** The first line of a contender: what it runs on. */
export const Ready = z.object({
  /** 'cpu', or the GPU's name. */
  device: z.string(),
  threads: z.int().positive(),
  versions: z.record(z.string(), z.string()),
});
export type Ready = z.infer<typeof Ready>;

export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), ready: Ready }),
  z.object({ kind: z.literal('answer'), answer: Answer }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type Reply = z.infer<typeof Reply>;

const MARK = '@bench ';

export const encodeLine = (message: Task | Reply): string => `${MARK}${JSON.stringify(message)}\n`;

/** null for a line that is not the bench's. */
export const decodeLine = (line: string): unknown =>
  line.startsWith(MARK) ? JSON.parse(line.slice(MARK.length)) : null;

export type Handlers = { readonly [K in TaskKind]: (task: Extract<Task, { kind: K }>) => Promise<TaskResult> };

/** The contender's side, for one that is written in TypeScript: answers tasks until stdin closes. */
export async function serveTasks(ready: Ready, handlers: Handlers): Promise<void> {
  const reply = (message: Reply) => process.stdout.write(encodeLine(message));
  reply({ kind: 'ready', ready });
  for await (const line of createInterface({ input: process.stdin })) {
    const message = decodeLine(line);
    if (message === null) continue;
    try {
      const before = process.cpuUsage();
      const result = await handle(Task.parse(message), handlers);
      const { user, system } = process.cpuUsage(before);
      reply({ kind: 'answer', answer: { ...result, cpuSeconds: (user + system) / 1e6 } });
    } catch (error) {
      reply({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

/** A process's largest resident set so far. */
export const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1024; // Node gives kilobytes on every system

function handle(task: Task, handlers: Handlers): Promise<TaskResult> {
  switch (task.kind) {
    case 'train_step':
      return handlers.train_step(task);
    case 'inference':
      return handlers.inference(task);
    case 'epoch':
      return handlers.epoch(task);
    case 'grad_cam':
      return handlers.grad_cam(task);
    default:
      return assertNever(task);
  }
}

/** Reads one reply, which must be there and well-formed. */
export function parseReply(message: unknown, contender: string): Reply {
  const reply = Reply.safeParse(message);
  if (!reply.success) {
    throw new AppError(
      'internal',
      `${contender} answered with something else than a reply: ${JSON.stringify(message)}.`,
      {
        hint: z.prettifyError(reply.error),
      },
    );
  }
  return reply.data;
}
