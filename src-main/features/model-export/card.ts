/**
 * The card of a trained network: what it is, what it was trained and tested on, and what it is not for. Source: Mitchell et al. 2019, "Model Cards for Model
 * Reporting"; the lines at its head are those that Hugging Face's hub reads (huggingface.co/docs/hub/model-cards).
 */
import { stringify } from 'yaml';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';
import { EXPORT_TITLES } from '#shared/domain/model-exports.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';
import { grouped, short } from '#shared/report/numbers.ts';
import { countsText, trainingText } from './card-training.ts';
import { usageText } from './card-use.ts';
import type { CardFacts, CardFigure, CardTest } from './facts.ts';
import { list, plain, sections, table } from './markdown.ts';

/** `MODEL_CARD.md`. */
export function modelCard(facts: CardFacts): string {
  const { name, model, training } = facts;
  const { title, source } = NETWORK_FACTS[model.network];
  const intro = `A ${title} (${source}) that tells real photographs of faces from fake ones: generated, or manipulated. Trained and exported by Facet ${plain(facts.version)}.`;
  return `---\n${stringify(frontMatter(facts))}---\n\n# ${plain(name)}\n\n${intro}\n\n${sections(
    ['Input', inputText(facts)],
    ['Output', outputText(facts)],
    ['Threshold', thresholdText(facts)],
    ['How to use it', usageText(facts)],
    ['Training data and settings', trainingText(facts)],
    ['Results', resultsText(facts)],
    ['Limits', limitsText(facts)],
    ['Licence', licenceText(facts)],
    training === null || training.notes.trim() === '' ? null : ['Notes', plain(training.notes)],
    ['This file', fileText(facts)],
  )}\n`;
}

const LIBRARIES = { safetensors: 'torchvision', savedmodel: 'tensorflow', onnx: 'onnx' } as const;

function frontMatter({ name, format, model, tests }: CardFacts): Record<string, unknown> {
  const results = tests.map((test) => ({
    task: { type: 'image-classification', name: 'Real and fake faces' },
    dataset: { name: test.datasetName, type: test.datasetName, split: test.splitName },
    metrics: test.figures
      .filter(({ value }) => value !== null)
      .map((figure) => ({ type: metricType(figure), name: figure.name, value: Number(short(figure.value as number)) })),
  }));
  return {
    license: 'unknown',
    library_name: LIBRARIES[format],
    pipeline_tag: 'image-classification',
    tags: ['facet', 'deepfake-detection', 'face', model.network],
    metrics: ['accuracy', 'roc_auc'],
    ...(results.length === 0 ? {} : { 'model-index': [{ name, results }] }),
  };
}

const metricType = ({ name }: CardFigure): string =>
  ({ Accuracy: 'accuracy', AUC: 'roc_auc', 'Average precision': 'average_precision' })[name] ??
  name.toLowerCase().replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '');

function inputText({ format, model, crop }: CardFacts): string {
  const { height, width, channels, normalization } = model;
  const colours =
    channels === 1 ? 'one channel, grey (ITU-R 601 luma)' : 'three channels in the order red, green, blue';
  const fit = crop
    ? `the shorter side resized (bilinear, with antialiasing) so that ${width} × ${height} px fit, and the middle cut out`
    : `the whole picture resized (bilinear, with antialiasing) to ${width} × ${height} px, stretched where its shape is another`;
  const scaled =
    normalization === 'none'
      ? 'values 0..255 divided by 255'
      : "values 0..255 divided by 255, then torchvision's mean and standard deviation of ImageNet";
  const isInside = format !== 'safetensors';
  return list([
    `One face a picture, upright, as the training data had it: ${fit}.`,
    isInside
      ? `\`images\`: uint8 [N, ${height}, ${width}, ${channels}], ${colours}.`
      : `float32 [N, ${channels}, ${height}, ${width}], ${colours}.`,
    isInside ? `Normalisation is part of the model: ${scaled}.` : `Normalise before: ${scaled}.`,
  ]);
}

const outputText = ({ format }: CardFacts): string =>
  list([
    format === 'safetensors'
      ? 'Logits [N, 2] of the classes 0 = fake and 1 = real. The score is the softmax of class 0.'
      : '`scores`: float32 [N]. `logits`: float32 [N, 2] of the classes 0 = fake and 1 = real, whose softmax the score is.',
    'A score is P(fake) by the network, 0..1: the higher, the more like the fakes of its training data. It is a rank, not a probability: it was not calibrated.',
  ]);

const RULE_WORDS = {
  half: 'the usual 0.5',
  eer: 'equal error rate',
  'best-f1': 'best F1',
  'low-false-alarms': 'few false alarms',
  cost: 'least cost',
  'by-hand': 'chosen by hand',
} as const;

function thresholdText({ frozen, training }: CardFacts): string {
  const choose =
    'Choose one on labelled faces of your own kind that the network was not trained on: where both kinds of error weigh the same, near the equal error rate; where false alarms are dear, where few real faces lie above it. Then keep it, and judge it on other faces.';
  if (frozen !== null) {
    const { threshold, rule, datasetName, imageCount } = frozen;
    return `A face is called fake where its score is at least **${short(threshold)}**: ${RULE_WORDS[rule.kind]}, chosen on ${grouped(imageCount)} faces of ${plain(datasetName)} and frozen before the tests below were judged by it. For other faces: ${choose}`;
  }
  const why = training === null ? '' : ' None was chosen on validation faces.';
  return `A face is called fake where its score is at least **${DEFAULT_THRESHOLD}**.${why} ${choose}`;
}

function resultsText({ tests }: CardFacts): string {
  if (tests.length === 0)
    return 'Not tested: Facet has stored no finished test of these weights. Nothing is known of how well they do.';
  return tests.map(testText).join('\n\n');
}

function testText({ datasetName, splitName, threshold, faces, figures, testedAtMs }: CardTest): string {
  const kind =
    splitName === 'valid'
      ? ' These faces chose the epoch, and perhaps the threshold: the figures are too good rather than too bad.'
      : '';
  const head = `**${plain(datasetName)}** (${plain(splitName)}), ${countsText(faces)}, tested on ${dayOf(testedAtMs)}. Called fake from a score of ${short(threshold)} on; fake is the positive class.${kind}`;
  const rows = figures.map(({ name, value, interval, by }) => [
    name,
    value === null ? 'none' : value.toFixed(4),
    interval === null ? 'none' : `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)} (${by})`,
  ]);
  return `${head}\n\n${table(['', 'Value', '95 % interval'], rows)}`;
}

function limitsText({ tests }: CardFacts): string {
  const tested = tests.filter(({ splitName }) => splitName !== 'valid').map(({ datasetName }) => plain(datasetName));
  return list([
    tested.length === 0
      ? 'It was tested on no faces beside those that chose its epoch.'
      : `It was tested on ${[...new Set(tested)].join(', ')} and on nothing else. A detector of one generator's faces need not know another's.`,
    'Not tested: other generators and manipulations, other cameras, stronger compression, small or blurred faces, and whether it does alike on people of every age, sex and skin colour.',
    'It may have learned a shortcut (file size, JPEG quality, sharpness, colour) instead of the faces. Look for one before believing a figure.',
    'Scores are not probabilities. Its share of fakes among the faces that it sees changes how many alarms are false.',
    'Finding and cutting out the face is not part of it: faces must come as those of its training data did.',
    'A score is no proof. No decision about a person should rest on it alone.',
  ]);
}

const licenceText = ({ training }: CardFacts): string =>
  training?.licence ??
  'Nobody stated one for these weights: that is for whoever trained them, within what the licence of the training data allows. Facet itself, MIT, asks nothing of what it trains.';

function fileText(facts: CardFacts): string {
  const { format, file, fileSha256, sizeBytes, weightsSha256, parameters, madeAtMs, version } = facts;
  return table(
    ['', ''],
    [
      ['Format', EXPORT_TITLES[format]],
      ['File', `${file}, ${grouped(sizeBytes)} bytes`],
      ['SHA-256 of the file', `\`${fileSha256}\``],
      ['SHA-256 of the weights in Facet', `\`${weightsSha256}\``],
      ['Parameters', grouped(parameters)],
      ['Made', `${dayOf(madeAtMs)} by Facet ${plain(version)}`],
    ],
  );
}

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);
