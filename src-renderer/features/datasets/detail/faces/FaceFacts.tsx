import { Box, Link as TextLink } from '@mui/material';
import type { ReactNode } from 'react';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { Facts } from '#renderer/components/Facts.tsx';
import { formatBytes, formatCount, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { FaceDetail } from '#shared/contract/datasets.ts';
import { className } from '#shared/domain/labels.ts';
import { type DatasetSearch, datasetLink } from '../search.ts';

/** All that is known of one face. */
export function FaceFacts({ face }: { readonly face: FaceDetail }) {
  const { label, csvLabel, isExcluded, split, width, height, format, sizeBytes, group, source, line, file, measures } =
    face;
  const only = (search: DatasetSearch, words: string) => <FilterLink face={face} search={search} words={words} />;
  return (
    <Facts
      nameWidthPx={104}
      facts={[
        [
          'Class',
          <span key="class">
            <ClassMark label={label} />
            {label !== csvLabel && ` (${className(csvLabel)} in the CSV)`}
          </span>,
        ],
        [
          'Split',
          isExcluded ? `${split ?? 'none given'}; excluded, so it counts for nothing` : (split ?? 'none given'),
        ],
        group === null ? null : ['Group', only({ group }, group)],
        source === null ? null : ['Source', only({ source }, source)],
        ['Picture', `${formatCount(width)} × ${formatCount(height)} px, ${format}`],
        ['File size', formatBytes(sizeBytes)],
        ['JPEG quality', measures === null ? notMeasured : String(measures.jpegQuality ?? MISSING)],
        ['Brightness', measures === null ? notMeasured : measures.brightness.toFixed(3)],
        ['Sharpness', measures === null ? notMeasured : measures.sharpness.toFixed(0)],
        ['CSV', `line ${formatCount(line)}`],
        ['File', <Whole key="file">{file}</Whole>],
        ...Object.entries(face.metadata).map(([name, value]) => [name, <Whole key={name}>{value}</Whole>] as const),
      ]}
    />
  );
}

const notMeasured = 'not looked at yet';

const Whole = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
    {children}
  </Box>
);

function FilterLink({
  face,
  search,
  words,
}: {
  readonly face: FaceDetail;
  readonly search: DatasetSearch;
  readonly words: string;
}) {
  return (
    <TextLink
      component={PageLink}
      link={datasetLink(face.datasetId, { tab: 'faces', ...search, face: face.id })}
      sx={{ overflowWrap: 'anywhere' }}
    >
      {words}
    </TextLink>
  );
}
