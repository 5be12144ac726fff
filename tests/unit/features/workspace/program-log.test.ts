import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProgramLog } from '#main/features/workspace/program-log.ts';
import { temporaryFolder } from '#tests/unit/store/workspace.ts';

function openLog(workspace: string, options: { maxBytes?: number } = {}) {
  const log = createProgramLog(workspace, { clock: () => 7, ...options });
  onTestFinished(() => log.close());
  return log;
}

const fileOf = (workspace: string) => path.join(workspace, 'logs', 'facet.log');

describe("the program's log", () => {
  it('keeps every line in a file and the newest for the window, with what else is known', () => {
    const workspace = temporaryFolder();
    const log = openLog(workspace);
    log.info({}, 'one');
    log.warn({ durationMs: 81 }, 'two');
    log.error({ callId: 'abc', cause: null, stack: 'Error: x\n  at y' }, 'three');
    expect(log.newest(2)).toEqual([
      { atMs: 7, level: 'warning', text: 'two', callId: null, details: 'durationMs: 81' },
      { atMs: 7, level: 'error', text: 'three', callId: 'abc', details: 'stack: Error: x\n  at y' },
    ]);
    const lines = readFileSync(fileOf(workspace), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['one', 'two', 'three']);
  });

  it('remembers the lines of the start before, and passes over what is no line', () => {
    const workspace = temporaryFolder();
    const first = openLog(workspace);
    first.error({ callId: 'abc' }, 'it broke');
    first.close();
    appendFileSync(fileOf(workspace), '{"level":30,"time":1,"msg":"cut of\n');
    const second = openLog(workspace);
    second.info({}, 'again');
    expect(second.newest(10).map(({ text }) => text)).toEqual(['it broke', 'again']);
  });

  it('tells of each line', () => {
    const log = openLog(temporaryFolder());
    let told = 0;
    log.onLine(() => {
      told += 1;
    });
    log.info({}, 'one');
    log.error({}, 'two');
    expect(told).toBe(2);
  });

  it('rolls over while it is written, keeps one file before, and both small', () => {
    const workspace = temporaryFolder();
    const log = openLog(workspace, { maxBytes: 1_000 });
    for (let i = 0; i < 100; i++) log.info({}, `line ${i} of one hundred`);
    const file = fileOf(workspace);
    expect(existsSync(`${file}.1`)).toBe(true);
    expect(existsSync(`${file}.2`)).toBe(false);
    for (const one of [file, `${file}.1`]) expect(statSync(one).size).toBeLessThan(1_200);
    expect(readFileSync(file, 'utf8')).toContain('line 99');
  });

  it('takes lines after it was closed, and loses them quietly', () => {
    const log = openLog(temporaryFolder());
    log.close();
    log.info({}, 'too late');
    expect(log.newest(1)).toMatchObject([{ text: 'too late' }]);
  });
});
