import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestedFace } from '#shared/contract/faces.ts';
import { COVERING_TITLES, COVERINGS } from '#shared/domain/explanations.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';
import { useKnockedOut } from './queries.ts';

/** What covering one part after another did to the logit of this face; nothing where that was not tried. */
export function KnockOutPanel({ face }: { readonly face: TestedFace }) {
  const [first, second] = COVERINGS;
  const { data: blurred = [] } = useKnockedOut(face, first);
  const { data: filled = [] } = useKnockedOut(face, second);
  const results = [blurred, filled];
  const regions = [...new Set(results.flat().map(({ region }) => region))];
  if (regions.length === 0) return null;
  const fallOf = (index: number, region: FaceRegion) => results[index]?.find((each) => each.region === region);
  const strongest = (region: FaceRegion) =>
    Math.max(
      ...results
        .flat()
        .filter((each) => each.region === region)
        .map(({ fall }) => fall),
    );
  return (
    <Panel title="Covered parts" subtitle="fall of the predicted class's logit">
      <Table aria-label="Fall of the logit by covered region">
        <TableHead>
          <TableRow>
            <TableCell>Region</TableCell>
            {COVERINGS.map((covering) => (
              <TableCell key={covering} align="right">
                {COVERING_TITLES[covering]}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {regions
            .toSorted((a, b) => strongest(b) - strongest(a))
            .map((region) => (
              <TableRow key={region}>
                <TableCell component="th" scope="row">
                  {FACE_REGION_TITLES[region]}
                </TableCell>
                {COVERINGS.map((covering, index) => {
                  const result = fallOf(index, region);
                  return (
                    <TableCell key={covering} align="right">
                      {result === undefined
                        ? '–'
                        : `${signed(result.fall)}${result.isFlip ? ', called otherwise' : ''}`}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
        </TableBody>
      </Table>
      <Typography variant="caption" sx={{ color: 'text.secondary', pt: 1 }}>
        Covered pictures are not like those that the network was trained on.
      </Typography>
    </Panel>
  );
}

/** What rounds to nothing has no sign. */
function signed(value: number): string {
  const digits = Math.abs(value).toFixed(3);
  return Number(digits) === 0 ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}
