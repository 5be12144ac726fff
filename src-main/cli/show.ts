/** What a running job looks like on a terminal. */
import type { EvaluationNews } from '#main/features/evaluation/service.ts';
import type { TrainingNews } from '#main/features/training/service.ts';
import type { DownloadProgress } from '#main/features/weights/pretrained.ts';
import { createProgressBar, createThroughput, type Progress, remainingMs } from './progress.ts';
import type { Terminal } from './terminal.ts';

const monotonic = () => performance.now();

/** A download as a bar counts it: megabytes, and how long the rest will take. */
export const downloadBar = ({ fileName, doneBytes, totalBytes, remainingMs }: DownloadProgress): Progress => ({
  title: fileName,
  done: Math.round(doneBytes / 1e6),
  total: Math.max(1, Math.round(totalBytes / 1e6)),
  unit: 'MB',
  imagesPerSecond: null,
  remainingMs,
});

/** Lines go to the terminal, steps to a live bar: epoch, batch, images a second, and how long until all epochs are done. */
export function showTraining(terminal: Terminal): {
  readonly onNews: (news: TrainingNews) => void;
  readonly clear: () => void;
} {
  const bar = createProgressBar(terminal.stream, { now: monotonic });
  const throughput = createThroughput();
  const onNews = (news: TrainingNews): void => {
    if (news.kind === 'line') {
      bar.clear();
      terminal.line(news.text);
    }
    if (news.kind === 'checking') {
      bar.update({
        title: 'Checking images',
        done: news.done,
        total: news.total,
        unit: 'image',
        imagesPerSecond: null,
        remainingMs: null,
      });
      if (news.done === news.total) bar.clear();
    }
    if (news.kind === 'downloading') {
      bar.update(downloadBar(news.progress));
      if (news.progress.doneBytes === news.progress.totalBytes) bar.clear();
    }
    if (news.kind !== 'fact') return;
    const { fact, epochs, trainCount } = news;
    if (fact.kind === 'step') {
      throughput.add(fact.images, fact.durationMs);
      const rate = throughput.imagesPerSecond();
      const share = fact.batch / fact.batches;
      bar.update({
        title: `Epoch ${fact.epoch}/${epochs}`,
        done: fact.batch,
        total: fact.batches,
        unit: 'batch',
        imagesPerSecond: rate,
        remainingMs: remainingMs(trainCount * (epochs - fact.epoch + 1 - share), rate),
      });
    }
    if (fact.kind === 'validation') {
      bar.update({
        title: `Epoch ${fact.epoch}/${epochs}, validation`,
        done: fact.seen,
        total: fact.count,
        unit: 'image',
        imagesPerSecond: null,
        remainingMs: null,
      });
    }
  };
  return { onNews, clear: bar.clear };
}

export function showEvaluation(
  terminal: Terminal,
  title: string,
): { readonly onNews: (news: EvaluationNews) => void; readonly clear: () => void } {
  const bar = createProgressBar(terminal.stream, { now: monotonic });
  const throughput = createThroughput();
  let last = { seen: 0, atMs: monotonic() };
  const onNews = (news: EvaluationNews): void => {
    if (news.kind === 'line') {
      bar.clear();
      terminal.line(news.text);
    }
    if (news.kind === 'checking') {
      bar.update({
        title: 'Checking images',
        done: news.done,
        total: news.total,
        unit: 'image',
        imagesPerSecond: null,
        remainingMs: null,
      });
      if (news.done === news.total) bar.clear();
    }
    if (news.kind !== 'progress') return;
    const now = monotonic();
    throughput.add(news.seen - last.seen, now - last.atMs);
    last = { seen: news.seen, atMs: now };
    const rate = throughput.imagesPerSecond();
    bar.update({
      title,
      done: news.seen,
      total: news.count,
      unit: 'image',
      imagesPerSecond: rate,
      remainingMs: remainingMs(news.count - news.seen, rate),
    });
    if (news.seen === news.count) bar.clear();
  };
  return { onNews, clear: bar.clear };
}
