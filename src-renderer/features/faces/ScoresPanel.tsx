import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatMetric } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { PictureScore, TestedFace } from '#shared/contract/faces.ts';
import { OUTCOME_TITLES } from '#shared/domain/outcomes.ts';
import { useScores } from './queries.ts';
import { faceLink } from './search.ts';

/** Every test that saw this picture, by its content: also of other runs and other data sets. */
export function ScoresPanel({ face }: { readonly face: TestedFace }) {
  const { data: scores, error, refetch } = useScores(face.pictureId);
  if (scores === undefined)
    return error === null ? null : (
      <Panel title="Scores of this picture">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Panel>
    );
  return (
    <Panel
      title="Scores of this picture"
      subtitle={scores.length === 1 ? 'one test' : `${scores.length} tests`}
      isFlush
    >
      <Table aria-label="Scores of this picture" sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell>Run</TableCell>
            <TableCell>Faces</TableCell>
            <TableCell align="right">P(fake)</TableCell>
            <TableCell>Outcome</TableCell>
            <TableCell align="right">Tested</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {scores.map((score) => (
            <Row key={`${score.evaluationId}-${score.imageId}`} score={score} isShown={isShown(score, face)} />
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

const isShown = (score: PictureScore, { evaluationId, imageId }: TestedFace) =>
  score.evaluationId === evaluationId && score.imageId === imageId;

function Row({ score, isShown }: { readonly score: PictureScore; readonly isShown: boolean }) {
  const { evaluationId, imageId, runName, checkpointFile, datasetName, splitName } = score;
  const name = runName ?? checkpointFile.split(/[/\\]/).at(-1) ?? checkpointFile;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {isShown ? (
          <Typography variant="body2" component="span" sx={{ fontWeight: 620 }}>
            {name} (this one)
          </Typography>
        ) : (
          <PageLink link={faceLink(evaluationId, imageId, {})}>{name}</PageLink>
        )}
      </TableCell>
      <TableCell>{`${datasetName}, ${splitName}`}</TableCell>
      <TableCell align="right">{formatMetric(score.score)}</TableCell>
      <TableCell>{OUTCOME_TITLES[score.outcome]}</TableCell>
      <TableCell align="right">
        <Ago atMs={score.createdAtMs} />
      </TableCell>
    </TableRow>
  );
}
