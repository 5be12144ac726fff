/** The images child: decodes files that nobody has vouched for, away from the back end. Whatever kills it costs one file. */
import sharp from 'sharp';
import { checkImage } from './check.ts';
import { type ImagesReply, ImagesRequest } from './messages.ts';

// open.ts looks at the first bytes; here libvips itself is left with three loaders as well.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

process.on('message', async (message) => {
  const { id, file } = ImagesRequest.parse(message);
  process.send?.({ kind: 'checked', id, check: await checkImage(file) } satisfies ImagesReply);
});
process.on('disconnect', () => process.exit());
