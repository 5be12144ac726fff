import { createRouterClient, ORPCError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { os } from '#main/features/procedures.ts';
import { createProgramLog, type ProgramLog } from '#main/features/workspace/program-log.ts';
import { AppError } from '#shared/errors.ts';
import { temporaryFolder } from '#tests/unit/store/workspace.ts';

/** A call of `workspace.log`, whose handler does as told. */
async function refusalOf(
  handler: () => never,
  input: unknown = { lines: 1 },
): Promise<{ error: ORPCError<string, { hint: string | null; callId: string }>; log: ProgramLog }> {
  const log = createProgramLog(temporaryFolder(), { clock: () => 7 });
  const router = { log: os.workspace.log.handler(handler) };
  const client = createRouterClient(router, { context: { shell: 'browser', log } });
  try {
    await client.log(input as { lines: number });
  } catch (error) {
    log.close();
    expect(error).toBeInstanceOf(ORPCError);
    return { error: error as ORPCError<string, { hint: string | null; callId: string }>, log };
  }
  throw new Error('Nothing was refused.');
}

const fail = (error: unknown) => () => {
  throw error;
};

describe('the border at which errors become answers', () => {
  it('lets a code, a sentence, a hint and the HTTP status of the contract out, and no stack', async () => {
    const { error, log } = await refusalOf(
      fail(new AppError('not_found', 'There is no run "x".', { hint: 'Look again.' })),
    );
    expect(error).toMatchObject({ code: 'not_found', status: 404, defined: true, message: 'There is no run "x".' });
    expect(error.data).toEqual({ hint: 'Look again.', callId: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(JSON.stringify(error)).not.toContain('procedures.test');
    expect(log.newest(1)).toMatchObject([
      { level: 'info', callId: error.data.callId, text: 'log: There is no run "x".' },
    ]);
  });

  it('calls anything else a mistake of its own, and keeps stack and cause under the number of the call', async () => {
    const { error, log } = await refusalOf(fail(new TypeError('x is undefined')));
    expect(error).toMatchObject({
      code: 'internal',
      status: 500,
      message: 'Facet made a mistake in log: x is undefined',
    });
    const [line] = log.newest(1);
    expect(line).toMatchObject({ level: 'error', callId: error.data.callId });
    expect(line?.details).toContain('procedures.test');
    expect(line?.details).toContain('TypeError: x is undefined');
  });

  it('names the place of an input that a procedure cannot take', async () => {
    const { error } = await refusalOf(fail(new Error('not reached')), { lines: 0 });
    expect(error).toMatchObject({ code: 'usage', status: 400 });
    expect(error.message).toMatch(/^log was called with what it cannot take: lines: /);
  });

  it('knows a call that was called off from one that broke', async () => {
    const { error, log } = await refusalOf(fail(AbortSignal.abort().reason));
    expect(error).toMatchObject({ code: 'cancelled', status: 499 });
    expect(log.newest(1)).toMatchObject([{ level: 'info' }]);
  });
});
