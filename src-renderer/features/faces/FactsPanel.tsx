import { Facts } from '#renderer/components/Facts.tsx';
import { formatBytes, formatCount, formatMetric, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestedFace } from '#shared/contract/faces.ts';
import { OUTCOME_TITLES, outcomeOf } from '#shared/domain/outcomes.ts';

export type FactsPanelProps = {
  readonly face: TestedFace;
  readonly threshold: number;
  /** It was chosen on a validation set and frozen for these weights. */
  readonly isFrozen: boolean;
};

/** All that is known of the face and of who called it what. */
export function FactsPanel({ face, threshold, isFrozen }: FactsPanelProps) {
  const { runId, runName, evaluationId, datasetId, datasetName, splitName, picture } = face;
  return (
    <Panel title="Facts">
      <Facts
        nameWidthPx={96}
        facts={[
          ['Outcome', OUTCOME_TITLES[outcomeOf(face, threshold)]],
          ['Threshold', `${formatMetric(threshold)}${isFrozen ? ', frozen for these weights' : ''}`],
          ['Loss', `${formatMetric(face.loss)} nats`],
          [
            'Run',
            runId === null ? (
              'weights of no run of this workspace'
            ) : (
              <PageLink key="run" link={`/runs/${runId}?tab=tests&evaluation=${evaluationId}`}>
                {runName}
              </PageLink>
            ),
          ],
          [
            'Data',
            <PageLink key="data" link={`/datasets/${datasetId}?tab=faces&face=${face.imageId}`}>
              {`${datasetName}, ${splitName}, line ${formatCount(face.line)}`}
            </PageLink>,
          ],
          [
            'Picture',
            `${formatCount(picture.width)} × ${formatCount(picture.height)} px, ${face.format}, ${formatBytes(face.sizeBytes)}`,
          ],
          ['File', face.problem === null ? face.file : `${face.file} ${face.problem}.`],
          face.group === null ? null : ['Group', face.group],
          face.source === null ? null : ['Source', face.source],
          ...Object.entries(face.metadata).map(([name, value]) => [name, value === '' ? MISSING : value] as const),
        ]}
      />
    </Panel>
  );
}
