/** A report as one HTML file: styles and pictures in it, no script, no address of anything else. Whatever a stranger wrote is text in it. */
import type { OverlayChoice } from '#shared/contract/exports.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className } from '#shared/domain/labels.ts';
import { OUTCOME_TITLES } from '#shared/domain/outcomes.ts';
import type { Interval } from '#shared/metrics/intervals.ts';
import type { ExportedFace, ExportedTest } from './chosen-faces.ts';
import { overlayWords, shortNumber } from './export-words.ts';
import type { ReportFigures } from './report-figures.ts';
import { REPORT_STYLES } from './report-styles.ts';

export type ReportPicture = {
  readonly face: ExportedFace;
  /** data: addresses; null = it could not be drawn, or is left out. */
  readonly seen: string | null;
  readonly heat: string | null;
  /** At the top of the colours. */
  readonly top: number;
  readonly problem: string | null;
};

export type ReportParts = {
  readonly test: ExportedTest;
  readonly figures: ReportFigures;
  readonly overlay: OverlayChoice | null;
  /** The colours from nothing to the top, as a data: address; null without a map. */
  readonly bar: string | null;
  readonly hasPictures: boolean;
  readonly pictures: readonly ReportPicture[];
  /** What else is to be known: "learning rate" and its value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly madeAtMs: number;
};

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

export function reportHtml(parts: ReportParts): string {
  const title = `${parts.test.runName ?? parts.test.evaluation.checkpointFile}: ${parts.test.evaluation.datasetName}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${REPORT_STYLES}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p class="quiet">Report of Facet, ${new Date(parts.madeAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
${factSection(parts)}
${figureSection(parts)}
${faceSection(parts)}
</main>
</body>
</html>
`;
}

function factSection({ test, facts, overlay }: ReportParts): string {
  const { evaluation, threshold } = test;
  const rows: readonly (readonly [string, string])[] = [
    ['Run', test.runName ?? 'none of this workspace'],
    ['Weights', `${evaluation.checkpointFile.split(/[/\\]/).at(-1)}, SHA-256 ${evaluation.checkpointSha256}`],
    [
      'Data',
      `${evaluation.datasetName}, ${evaluation.splitName}, ${evaluation.imageCount.toLocaleString('en-GB')} faces tested`,
    ],
    ['Threshold', `${shortNumber(threshold)}: a face is called fake where P(fake) is at least this`],
    ['Device', evaluation.device],
    ...facts,
    ...(overlay === null ? [] : [['Heat maps', overlayWords(overlay)] as const]),
  ];
  return `<section><h2>What was tested</h2><dl>${rows.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join('')}</dl></section>`;
}

function figureSection({ figures: { figures, confusion, n } }: ReportParts): string {
  const rows = figures.map(
    ({ name, value, interval, by }) =>
      `<tr><th scope="row">${text(name)}</th><td>${metric(value)}</td><td>${range(interval)}</td><td class="quiet">${interval === null ? '' : text(by)}</td></tr>`,
  );
  const { fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal } = confusion;
  return `<section><h2>Figures</h2><p class="quiet">Of all ${n.toLocaleString('en-GB')} faces of the test; fake is the positive class.</p>
<table><thead><tr><th>Figure</th><th>Value</th><th>95 % interval</th><th>by</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<table><thead><tr><th>The face is</th><th>called fake</th><th>called real</th></tr></thead><tbody>
<tr><th scope="row">fake</th><td>${fakeCalledFake}</td><td>${fakeCalledReal}</td></tr>
<tr><th scope="row">real</th><td>${realCalledFake}</td><td>${realCalledReal}</td></tr></tbody></table></section>`;
}

function faceSection(parts: ReportParts): string {
  const { pictures, hasPictures } = parts;
  const words = hasPictures ? '' : '<p class="quiet">The faces themselves are left out of this report.</p>';
  return `<section><h2>Faces</h2>${words}${barOf(parts)}<ol class="${hasPictures ? 'faces' : 'rows'}">${pictures.map((picture) => card(picture, parts)).join('')}</ol></section>`;
}

function card({ face, seen, heat, top, problem }: ReportPicture, { overlay, hasPictures, test }: ReportParts): string {
  const { path, label, called, score, outcome, map } = face;
  const isRight = label === called;
  const picture = !hasPictures
    ? ''
    : seen === null
      ? `<div class="picture gone">${text(problem ?? 'No picture.')}</div>`
      : `<div class="picture"><img src="${seen}" alt="${text(`${path}, ${className(label)}`)}">${heat === null ? '' : `<img class="heat" style="opacity:${overlay?.opacity ?? 0}" src="${heat}" alt="">`}</div>`;
  const mapLine =
    overlay === null
      ? ''
      : `<p class="quiet">${text(map === null ? `no map by ${CAM_METHOD_TITLES[overlay.method]} at ${overlay.layer}` : map.max === 0 ? 'empty map' : `map of ${className(map.explainedClass)}, colours to ${shortNumber(top)}`)}</p>`;
  return `<li>${picture}<p><b class="${className(label)}">${className(label)}</b> <span>P(fake) ${score.toFixed(4)}</span></p><p class="${isRight ? 'quiet' : 'wrong'}">${text(OUTCOME_TITLES[outcome])} at ${shortNumber(test.threshold)}</p>${mapLine}<p class="quiet path">${text(path)}</p></li>`;
}

function barOf({ bar, overlay, pictures, hasPictures }: ReportParts): string {
  if (bar === null || overlay === null || !hasPictures) return '';
  const isShared = overlay.top === 'shared';
  const top = isShared ? shortNumber(pictures[0]?.top ?? 0) : 'the largest of each face';
  return `<p class="bar"><span>0</span><img src="${bar}" alt="From nothing to the top of the scale"><span>${text(top)}</span> <span class="quiet">raw values</span></p>`;
}

const metric = (value: number | null) => (value === null ? '–' : value.toFixed(4));
const range = (interval: Interval | null) =>
  interval === null ? '–' : `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (raw: string): string => raw.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
