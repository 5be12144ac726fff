/** An images child: decodes files that nobody has vouched for, away from the back end. Whatever kills it costs one file. */
import sharp from 'sharp';
import { parentPort } from '#main/processes/parent-port.ts';
import { assertNever } from '#shared/errors.ts';
import { checkImage } from './check.ts';
import { drawFigure } from './figure.ts';
import { drawHeatmap } from './heatmap.ts';
import { measurePicture } from './measure.ts';
import { type ImagesReply, ImagesRequest, type ImagesResult, type ImagesTask } from './messages.ts';
import { ImageError } from './open.ts';
import { drawOverlay } from './overlay.ts';
import { drawSeen } from './seen.ts';
import { makeThumbnail } from './thumbnail.ts';

// open.ts looks at the first bytes; here libvips itself is left with three loaders as well.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

const port = parentPort();
port.onMessage(async (message) => {
  const { id, ...task } = ImagesRequest.parse(message);
  port.send(await answer(id, task));
});
port.onGone(() => process.exit());
port.send({ outcome: 'ready' } satisfies ImagesReply);

async function answer(id: number, task: ImagesTask): Promise<ImagesReply> {
  try {
    return { outcome: 'done', id, result: await perform(task) };
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const code = error.code === 'file_not_found' ? error.code : 'file_invalid';
    return { outcome: 'refused', id, code, reason: error.reason };
  }
}

async function perform(task: ImagesTask): Promise<ImagesResult> {
  switch (task.kind) {
    case 'check':
      return { kind: 'check', check: await checkImage(task.file) };
    case 'thumbnail':
      return { kind: 'thumbnail', webp: await makeThumbnail(task) };
    case 'measure':
      return { kind: 'measure', measures: await measurePicture(task) };
    case 'overlay':
      return { kind: 'overlay', webp: await drawOverlay(task) };
    case 'heatmap':
      return { kind: 'heatmap', webp: await drawHeatmap(task) };
    case 'seen':
      return { kind: 'seen', picture: await drawSeen(task) };
    case 'figure':
      return { kind: 'figure', png: await drawFigure(task) };
    default:
      return assertNever(task);
  }
}
