/** `npm run networks`: writes what the rest of Facet knows of the networks into files that are committed. A test holds these against the networks. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writtenFacts, writtenWeights } from './written-down.ts';

const ROOT = new URL('../../../', import.meta.url);

function write(path: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(path, ROOT)), text);
  process.stdout.write(`${path}\n`);
}

const asText = (value: unknown) => JSON.stringify(value, null, 2);

const SOURCE = 'Written by `npm run networks` from src-main/engine/networks: change it there.';

const { facts, parameterNames } = writtenFacts();
write(
  'src-shared/domain/network-facts.ts',
  `/** What is known of each network outside of the engine. ${SOURCE} */
export const WRITTEN_FACTS = ${asText(facts)} as const;
`,
);
write(
  'src-shared/domain/network-names.ts', // by itself: the window's first page needs no names
  `/** The names of what training can change, in the notation of network-parameters.ts. ${SOURCE} */
export const WRITTEN_NAMES = ${asText(parameterNames)} as const;
`,
);
write('resources/pretrained.json', `${asText(writtenWeights())}\n`);
