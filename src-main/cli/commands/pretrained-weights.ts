/** `facet weights list` and `facet weights download`: what model.pretrained begins with, and bringing it before it is needed. */
import { Command } from 'commander';
import { createTools } from '#main/backend.ts';
import type { PretrainedState } from '#main/features/weights/pretrained.ts';
import { NETWORK_ALIASES, NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';
import { type CommonOptions, withJson } from '../options.ts';
import { createProgressBar } from '../progress.ts';
import { downloadBar } from '../show.ts';
import { stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal } from '../terminal.ts';

export const pretrainedListCommand = (): Command =>
  withJson(new Command('list'))
    .description(
      "Lists torchvision's weights for ImageNet: which are here, their size, where they come from, licences.",
    )
    .action(async (options: CommonOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const tools = createTools();
      try {
        const states = tools.pretrained.list();
        terminal.json({ terms: tools.pretrained.terms, weights: states });
        for (const state of states) terminal.line(described(state));
        terminal.line(`\n${tools.pretrained.terms}`);
      } finally {
        await tools.close();
      }
    });

export const pretrainedDownloadCommand = (): Command =>
  withJson(new Command('download'))
    .description(
      "Brings torchvision's weights into the user's cache, where they are not there yet. Goes on where it broke off.",
    )
    .argument('[network...]', `any of ${NETWORK_NAMES.join(', ')}; none = all`)
    .action(async (named: readonly string[], options: CommonOptions) => {
      const networks = named.length === 0 ? NETWORK_NAMES : named.map(networkOf);
      const terminal = createTerminal({ json: options.json ?? false });
      const bar = createProgressBar(terminal.stream, { now: () => performance.now() });
      const line = (text: string) => {
        bar.clear();
        terminal.line(text);
      };
      const tools = createTools();
      const files: { network: NetworkName; file: string }[] = [];
      try {
        await stopOnInterrupt(
          async (signal) => {
            for (const network of networks) {
              const file = await tools.pretrained.ensure(network, {
                signal,
                onProgress: (progress) => bar.update(downloadBar(progress)),
                onNote: line,
              });
              line(`${network}  ${file}`);
              files.push({ network, file });
            }
          },
          { onFirst: () => line('Stopping; what was received is kept.') },
        );
        terminal.json(files);
      } finally {
        bar.clear();
        await tools.close();
      }
    });

/** @throws usage */
function networkOf(named: string): NetworkName {
  const spelling = named.toLowerCase();
  const network = Object.hasOwn(NETWORK_ALIASES, spelling) ? NETWORK_ALIASES[spelling] : undefined;
  if (network !== undefined) return network;
  throw new AppError('usage', `There is no network "${named}".`, { hint: `There are ${NETWORK_NAMES.join(', ')}.` });
}

function described({
  network,
  title,
  file,
  sizeBytes,
  comesFrom,
  sha256Start,
  licence,
  origin,
}: PretrainedState): string {
  const source = comesFrom.kind === 'folder' ? `the folder ${comesFrom.folder}` : comesFrom.address;
  return [
    `${network}: ${title}, ${(sizeBytes / 1e6).toFixed(1)} MB`,
    `  ${file === null ? 'not here yet' : `here: ${file}`}`,
    `  from ${source} (SHA-256 ${sha256Start}...)`,
    `  ${licence}. ${origin}`,
  ].join('\n');
}
