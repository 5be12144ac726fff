import AddIcon from '@mui/icons-material/AddOutlined';
import { Button, List, ListItemButton, ListSubheader, Popover } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { FacetName, GalleryFilter, GalleryScope, GalleryTest } from '#shared/contract/predictions.ts';
import { FacetList } from './FacetList.tsx';
import { FileForm } from './FileForm.tsx';
import { RangeForm } from './RangeForm.tsx';
import { RegionForm } from './RegionForm.tsx';
import { TextForm } from './TextForm.tsx';

export type AddFilterProps = {
  readonly test: GalleryTest;
  /** In force now: what values are counted under. */
  readonly scope: GalleryScope;
  readonly filter: GalleryFilter;
  readonly onChange: (filter: GalleryFilter) => void;
};

type Asked =
  | { readonly kind: 'facet'; readonly facet: FacetName; readonly column: string | null; readonly title: string }
  | { readonly kind: 'score' | 'region' | 'file' | 'text'; readonly title: string };

/** The way to one more condition: what it is about, then its value, with how many faces each would show. */
export function AddFilter({ test, scope, filter, onChange }: AddFilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [button, setButton] = useState<HTMLElement | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAnchor(null);
  const open = (element: HTMLElement | null) => {
    setAsked(null);
    setAnchor(element);
  };
  const apply = (change: GalleryFilter) => {
    onChange({ ...filter, ...change });
    close();
  };
  return (
    <>
      <Button
        ref={setButton}
        variant="outlined"
        color="inherit"
        startIcon={<AddIcon />}
        aria-haspopup="dialog"
        onClick={(event) => open(event.currentTarget)}
      >
        Filter
      </Button>
      <Shortcut keys="f" description="Filter the faces" group="Gallery" run={() => open(button)} />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': asked?.title ?? 'Filter by', sx: { width: 300, maxHeight: 460 } },
        }}
      >
        {asked === null ? (
          <Choices choices={choicesOf(test)} onChoose={setAsked} />
        ) : (
          <Answer asked={asked} scope={scope} filter={filter} onApply={apply} />
        )}
      </Popover>
    </>
  );
}

function choicesOf({ dataset }: GalleryTest): readonly Asked[] {
  const facet = (name: FacetName, title: string, column: string | null = null): Asked => ({
    kind: 'facet',
    facet: name,
    column,
    title,
  });
  return [
    { kind: 'score', title: 'Score' },
    { kind: 'region', title: 'Share of a region in the heat map' },
    facet('tag', 'Tag'),
    facet('verdict', 'Verdict'),
    facet('split', 'Split'),
    ...(dataset.hasSources ? [facet('source', 'Source')] : []),
    ...(dataset.hasGroups ? [facet('group', 'Group')] : []),
    { kind: 'text', title: 'Path' },
    { kind: 'file', title: 'File: size, brightness, sharpness' },
    facet('format', 'Format'),
    ...dataset.metadataColumns.map((column) => facet('metadata', column, column)),
  ];
}

function Choices({
  choices,
  onChoose,
}: {
  readonly choices: readonly Asked[];
  readonly onChoose: (asked: Asked) => void;
}) {
  return (
    <List
      component="div"
      role="group"
      aria-label="Filter by"
      dense
      subheader={
        <ListSubheader component="div" disableSticky>
          Filter by
        </ListSubheader>
      }
    >
      {choices.map((choice, i) => (
        <ListItemButton
          key={`${choice.kind} ${choice.title}`}
          autoFocus={i === 0}
          onClick={() => onChoose(choice)}
          sx={{ typography: 'body2' }}
        >
          {choice.title}
        </ListItemButton>
      ))}
    </List>
  );
}

type AnswerProps = Pick<AddFilterProps, 'scope' | 'filter'> & {
  readonly asked: Asked;
  readonly onApply: (change: GalleryFilter) => void;
};

function Answer({ asked, scope, filter, onApply }: AnswerProps): ReactNode {
  switch (asked.kind) {
    case 'score':
      return <RangeForm title="Score, P(fake)" range={filter.score} onApply={(score) => onApply({ score })} />;
    case 'text':
      return <TextForm text={filter.text ?? ''} onApply={(text) => onApply({ text })} />;
    case 'file':
      return <FileForm file={filter.file} onApply={(file) => onApply({ file })} />;
    case 'region':
      return (
        <RegionForm
          evaluationId={scope.evaluationId}
          region={filter.region}
          onApply={(region) => onApply({ region })}
        />
      );
    default: {
      const { facet, column, title } = asked;
      return (
        <FacetList
          question={{ scope, facet, column }}
          title={title}
          onChoose={(value) =>
            onApply(
              facet === 'metadata'
                ? { metadata: { ...filter.metadata, [column ?? '']: value } }
                : ({ [facet]: value } as GalleryFilter), // a value of that facet, from the back end
            )
          }
        />
      );
    }
  }
}
