import { describe, expect, it } from 'vitest';
import { createProgressBar, createThroughput, type Progress, progressLine, remainingMs } from '#main/cli/progress.ts';

/** Carriage return, then ECMA-48's EL: erase to the end of the line. */
const CLEAR_LINE = '\r\u001b[K';

const progress: Progress = {
  title: 'Epoch 3/20',
  done: 200,
  total: 500,
  unit: 'batch',
  imagesPerSecond: 22.81,
  remainingMs: 421_000,
};

describe('progressLine', () => {
  it('shows epoch, share, batch, images a second and the time that is left', () => {
    expect(progressLine(progress, 100)).toBe(
      'Epoch 3/20 [############------------------]   40 %  batch 200/500  22.8 images/s  ETA 00:07:01',
    );
  });

  it('never takes more than its columns: a shorter bar, then none, then less text', () => {
    for (let columns = 0; columns <= 120; columns++) {
      const line = progressLine(progress, columns);
      expect(line.length).toBeLessThanOrEqual(columns);
      if (columns >= 62) expect(line).toContain('ETA 00:07:01');
    }
    expect(progressLine(progress, 79)).toContain('[####');
    expect(progressLine(progress, 62)).not.toContain('[');
  });

  it('leaves out what is not known yet', () => {
    expect(progressLine({ ...progress, imagesPerSecond: null, remainingMs: null }, 80)).toBe(
      'Epoch 3/20 [############------------------]   40 %  batch 200/500',
    );
  });
});

describe('createProgressBar on a terminal', () => {
  const terminal = () => {
    const clock = { ms: 0 };
    const writes: string[] = [];
    const stream = { isTTY: true, columns: 80, write: (text: string) => writes.push(text) };
    return { clock, writes, bar: createProgressBar(stream, { now: () => clock.ms }) };
  };

  it('draws at most ten times a second, and always the end', () => {
    const { clock, writes, bar } = terminal();
    for (let done = 1; done <= 500; done++) {
      clock.ms += 10;
      bar.update({ ...progress, done });
    }

    expect(writes).toHaveLength(51); // 5 s at ten a second, and the end
    expect(writes.at(-1)).toContain('batch 500/500');
  });

  it('draws over its own line, and clears it before something else is printed', () => {
    const { writes, bar } = terminal();
    bar.update(progress);
    bar.clear();
    bar.clear();
    bar.update(progress);

    expect(writes).toEqual([
      `${CLEAR_LINE}${progressLine(progress, 79)}`,
      CLEAR_LINE,
      `${CLEAR_LINE}${progressLine(progress, 79)}`,
    ]);
  });
});

describe('createProgressBar elsewhere', () => {
  it('prints a line for each tenth, ten seconds apart at least, and no control characters', () => {
    const clock = { ms: 0 };
    const writes: string[] = [];
    const bar = createProgressBar({ write: (text) => writes.push(text) }, { now: () => clock.ms });
    for (let done = 1; done <= 500; done++) {
      clock.ms += 100; // 50 s in all: 5 s a tenth
      bar.update({ ...progress, done });
    }
    bar.clear();

    expect(writes.map((line) => /(\d+) %/.exec(line)?.[1])).toEqual(['20', '40', '60', '80']);
    expect(writes[1]).toBe('Epoch 3/20   40 %  batch 200/500  22.8 images/s  ETA 00:07:01\n');
  });

  it('prints nothing for what is over soon', () => {
    const writes: string[] = [];
    const bar = createProgressBar({ write: (text) => writes.push(text) }, { now: () => 0 });
    for (let done = 1; done <= 500; done++) bar.update({ ...progress, done });

    expect(writes).toEqual([]);
  });
});

describe('createThroughput', () => {
  it('is the rate of the last steps, so that a slow start is forgotten', () => {
    const throughput = createThroughput({ window: 2 });
    expect(throughput.imagesPerSecond()).toBeNull();
    throughput.add(32, 30_000);
    throughput.add(32, 1_000);
    throughput.add(32, 3_000);

    expect(throughput.imagesPerSecond()).toBe(16);
  });

  it('gives the time that the remaining images take', () => {
    expect(remainingMs(1_600, 16)).toBe(100_000);
    expect(remainingMs(1_600, null)).toBeNull();
  });
});
