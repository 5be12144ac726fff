/** The facts of a run and of a test that decide whether figures compare. */
import type { RunData } from '#main/store/comparisons.ts';
import type { Aspect } from '#shared/domain/comparability.ts';
import type { JsonObject, JsonValue, Run } from '#shared/domain/records.ts';

export function aspectsOfRun(run: Run, data: RunData): Aspect[] {
  const { config, versions } = run;
  const size = section(config, 'input_size');
  const crop = section(config, 'data')['crop'];
  const channels = section(config, 'model')['in_channels'];
  const revision = data.datasetRevision === 0 ? 'as in the CSV' : `revision ${data.datasetRevision}`;
  return [
    ...known('crop', crop, crop === true ? 'centre crop' : 'whole picture, stretched'),
    ...known('input-size', size['width'], `${word(size['width'])} x ${word(size['height'])} px`, [size['height']]),
    ...known('normalisation', config['normalization'], word(config['normalization'])),
    ...known('colours', channels, channels === 1 ? 'one, grey' : `${word(channels)}`),
    { name: 'label-mapping', ...polarityOf(data.mapping) },
    {
      name: 'validation-faces',
      key: data.splitSha256,
      words: `${data.validCount} faces, split ${data.splitSha256.slice(0, 8)}`,
    },
    {
      name: 'engine',
      key: JSON.stringify([versions['facet'], versions['tensorflow']]),
      words: [
        versions['facet'] && `Facet ${versions['facet']}`,
        versions['tensorflow'] && `TensorFlow ${versions['tensorflow']}`,
      ]
        .filter(Boolean)
        .join(', '),
    },
    {
      name: 'training-data',
      key: `${data.datasetFingerprint} ${data.datasetRevision}`,
      words: `${data.datasetName}, ${revision}`,
    },
    ...(run.device === null ? [] : [{ name: 'device' as const, key: run.device, words: run.device }]),
  ];
}

export type TestFacts = {
  readonly pictures: string;
  readonly labelled: string;
  readonly datasetName: string;
  readonly splitName: string;
  readonly imageCount: number;
  readonly positiveClass: 'fake' | 'real';
  /** How the threshold came about. */
  readonly threshold: string;
};

export const aspectsOfTest = (test: TestFacts): Aspect[] => [
  {
    name: 'test-pictures',
    key: test.pictures,
    words: `${test.datasetName}${test.splitName === 'valid' ? ', validation faces' : ''}, ${test.imageCount} faces`,
  },
  { name: 'test-labels', key: test.labelled, words: `labels ${test.labelled.slice(0, 8)}` },
  { name: 'positive-class', key: test.positiveClass, words: test.positiveClass },
  { name: 'threshold', key: test.threshold, words: test.threshold },
];

/** A configuration of another version may lack a key: then nothing is known. */
const known = (
  name: Aspect['name'],
  value: JsonValue | undefined,
  words: string,
  more: readonly (JsonValue | undefined)[] = [],
): Aspect[] => (value === undefined ? [] : [{ name, key: JSON.stringify([value, ...more]), words }]);

const word = (value: JsonValue | undefined) => (value === undefined ? '?' : String(value));

function section(config: JsonObject, name: string): JsonObject {
  const value = config[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Without a mapping the column is `real`: 1 = real. */
function polarityOf(mapping: JsonObject | null): { readonly key: string; readonly words: string } {
  const list = (value: JsonValue | undefined, fallback: string) =>
    Array.isArray(value) ? value.map(String).sort().join(', ') : fallback;
  const [real, fake] = [list(mapping?.['realValues'], '1'), list(mapping?.['fakeValues'], '0')];
  return { key: JSON.stringify([real, fake]), words: `real: ${real}; fake: ${fake}` };
}
