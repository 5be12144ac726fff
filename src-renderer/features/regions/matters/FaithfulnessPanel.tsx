import { Box, Skeleton, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, formatMetric } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { FaithfulnessResult } from '#shared/contract/perturbations.ts';
import { refusalOf } from '../choice.ts';
import { Finding } from '../Finding.tsx';
import { useFaithful, useFaithfulness } from '../queries.ts';
import type { Look } from '../use-looked-at.ts';
import { type Figure, formatSigned } from '../words.ts';
import { faithfulnessSentence } from './matters-sentences.ts';
import { StartWork } from './StartWork.tsx';

export type FaithfulnessPanelProps = { readonly look: Look; readonly isAlone: boolean };

/** Insertion and deletion in steps, ROAD at four percentiles both ways, and all of it once more for random maps. */
const PASSES = 100;

/** The map as a whole: does the answer follow what it calls important. */
export function FaithfulnessPanel({ look, isAlone }: FaithfulnessPanelProps) {
  const { subject, name, key, maps } = look;
  const faithfulness = useFaithfulness();
  const mapCount = maps?.set?.mapCount ?? 0;
  return (
    <Panel
      title={isAlone ? 'The map as a whole' : `The map as a whole: ${name}`}
      subtitle="Pixels are changed in the order of the map"
    >
      <Stack spacing={2}>
        {key !== null && <Results mapKey={key} />}
        {key !== null && (
          <StartWork
            kind="faithfulness"
            subject={subject.test}
            count={mapCount}
            passes={PASSES}
            label="Measure the maps"
            refusal={refusalOf(subject) ?? (mapCount === 0 ? 'Heat maps come first.' : null)}
            isPending={faithfulness.isPending}
            start={(limit) => faithfulness.mutateAsync({ ...key, limit })}
          />
        )}
      </Stack>
    </Panel>
  );
}

function Results({ mapKey }: { readonly mapKey: MapSetKey }) {
  const { data: result, error, refetch } = useFaithful(mapKey);
  if (result === undefined)
    return error === null ? (
      <Skeleton variant="rounded" height={120} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  if (result === null || result.n === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 760 }}>
        Not computed. Pixels are put in, or taken out, the most important first: a map that tells the truth brings the
        answer up early, and down early. The same is done with maps of random values.
      </Typography>
    );
  return (
    <>
      <Finding said={faithfulnessSentence(result)}>
        The curves are the probability of the called class over the share of changed pixels.
      </Finding>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 4fr)' },
        }}
      >
        <Figures result={result} />
        <Curve title="Insertion" share={result.share} probability={result.insertion?.probability ?? null} />
        <Curve title="Deletion" share={result.share} probability={result.deletion?.probability ?? null} />
      </Box>
    </>
  );
}

function Figures({ result: { insertion, deletion, road, random, n } }: { readonly result: FaithfulnessResult }) {
  const rows = [
    { title: 'Insertion, area', better: 'higher', figure: insertion?.area ?? null, chance: random?.insertion ?? null },
    { title: 'Deletion, area', better: 'lower', figure: deletion?.area ?? null, chance: random?.deletion ?? null },
    { title: 'ROAD', better: 'higher', figure: road, chance: random?.road ?? null },
  ];
  return (
    <Table
      aria-label="Faithfulness of the maps"
      sx={{ '& tbody tr:last-of-type > *': { borderBottom: 0 }, '& td, & th': { px: 1 } }}
    >
      <TableHead>
        <TableRow>
          <TableCell>n = {formatCount(n)}</TableCell>
          <TableCell align="right">These maps</TableCell>
          <TableCell align="right">Random maps</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ title, better, figure, chance }) => (
          <TableRow key={title}>
            <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
              {title}
              <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
                {better} is better
              </Box>
            </TableCell>
            <FigureCell figure={figure} isSigned={title === 'ROAD'} />
            <TableCell align="right">{title === 'ROAD' ? formatSigned(chance, 4) : formatMetric(chance)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function FigureCell({ figure, isSigned }: { readonly figure: Figure | null; readonly isSigned: boolean }) {
  const format = (value: number | null) => (isSigned ? formatSigned(value, 4) : formatMetric(value));
  return (
    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
      {format(figure?.mean ?? null)}
      {figure !== null && (
        <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
          {format(figure.low)} to {format(figure.high)}
        </Box>
      )}
    </TableCell>
  );
}

type CurveProps = {
  readonly title: string;
  readonly share: readonly number[];
  readonly probability: readonly number[] | null;
};

const percent = (value: number) => `${Math.round(100 * value)} %`;
const probabilityText = (value: number) => value.toFixed(2);

function Curve({ title, share, probability }: CurveProps) {
  const { primary } = useChartColours();
  if (probability === null) return null;
  return (
    <CurveChart
      title={title}
      heightPx={200}
      series={[{ name: title.toLowerCase(), colour: primary, x: share, y: probability, isExact: true }]}
      xAxis={{ name: 'share of the pixels', format: percent, min: 0, max: 1 }}
      yAxis={{ name: 'probability', format: probabilityText, min: 0, max: 1 }}
      smoothing={0}
      mark={null}
    />
  );
}
