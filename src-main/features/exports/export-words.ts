/** What an export says of itself: what was explained how, and of which faces. */
import type { OverlayChoice } from '#shared/contract/exports.ts';
import { COLOUR_SCALE_TITLES } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className } from '#shared/domain/labels.ts';
import { OUTCOME_TITLES } from '#shared/domain/outcomes.ts';
import type { ExportedFace, ExportedTest } from './chosen-faces.ts';

/** "Grad-CAM at layer4 for the predicted class, Viridis, each face on its own scale" */
export function overlayWords({ method, layer, explainedClass, scale, top }: OverlayChoice): string {
  const target = explainedClass === null ? 'the predicted class' : `the class ${className(explainedClass)}`;
  const range = top === 'own' ? 'each face on its own scale' : 'all faces on one scale';
  return `${CAM_METHOD_TITLES[method]} at ${layer} for ${target}, ${COLOUR_SCALE_TITLES[scale]}, ${range}`;
}

/** "fake, P(fake) 0.9312, Fake, called fake at 0.5" */
export const faceWords = ({ label, score, outcome }: ExportedFace, { threshold }: ExportedTest): string =>
  `${className(label)}   P(fake) ${score.toFixed(4)}   ${OUTCOME_TITLES[outcome]} at ${shortNumber(threshold)}`;

/** What lies over one face, or why nothing does. */
export function mapWords({ map }: ExportedFace, overlay: OverlayChoice | null): string | null {
  if (overlay === null) return null;
  if (map === null) return `No map by ${CAM_METHOD_TITLES[overlay.method]} at ${overlay.layer}.`;
  const kind = `${CAM_METHOD_TITLES[overlay.method]} at ${overlay.layer}, ${map.columns} x ${map.rows} cells, explains ${className(map.explainedClass)}`;
  return map.max === 0
    ? `${kind}: empty`
    : `${kind}, ${COLOUR_SCALE_TITLES[overlay.scale]}, ${overlay.top === 'own' ? 'own scale' : 'shared scale'}`;
}

export const testWords = ({ runName, evaluation }: ExportedTest): string =>
  `${runName ?? evaluation.checkpointFile}, tested on ${evaluation.datasetName} (${evaluation.splitName}), n = ${evaluation.imageCount}`;

export const shortNumber = (value: number): string => Number(value.toPrecision(4)).toString();

/** A name that every file system takes. */
export const fileStem = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60) || 'facet';
