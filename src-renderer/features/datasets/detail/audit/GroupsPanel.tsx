import { Box, Stack, Link as TextLink } from '@mui/material';
import { plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { AuditReport } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { datasetLink } from '../search.ts';
import { AmberMark } from './AmberMark.tsx';

export type GroupsPanelProps = {
  readonly report: Pick<AuditReport, 'sharedGroupCount' | 'sharedGroups'>;
  readonly datasetId: DatasetId;
  readonly hasGroups: boolean;
};

/** Groups, such as one person or one video, with faces in more than one split. */
export function GroupsPanel({ report: { sharedGroupCount, sharedGroups }, datasetId, hasGroups }: GroupsPanelProps) {
  return (
    <Panel title="Groups">
      {!hasGroups && (
        <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
          The CSV names no groups: whether one person is in several splits, nobody can tell from it.
        </Box>
      )}
      {hasGroups && (
        <Box sx={{ typography: 'body2' }}>
          <AmberMark
            isAmber={sharedGroupCount > 0}
            word={`${plural(sharedGroupCount, 'group')} in more than one split`}
            otherwise="Every group is whole in one split."
          />
        </Box>
      )}
      {sharedGroups.length > 0 && (
        <Stack direction="row" sx={{ mt: 1, gap: 1.5, flexWrap: 'wrap', typography: 'body2' }}>
          {sharedGroups.map((group) => (
            <TextLink key={group} component={PageLink} link={datasetLink(datasetId, { tab: 'faces', group })}>
              {group}
            </TextLink>
          ))}
          {sharedGroupCount > sharedGroups.length && (
            <span>and {plural(sharedGroupCount - sharedGroups.length, 'other')}</span>
          )}
        </Stack>
      )}
    </Panel>
  );
}
