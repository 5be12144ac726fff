import { Button } from '@mui/material';
import { useState } from 'react';
import { ExportDialog } from '#renderer/components/export-faces/ExportDialog.tsx';
import { saveUrl } from '#renderer/components/save-file.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { useExportFace } from './queries.ts';
import type { FaceMap } from './use-face-map.ts';
import type { Looks } from './use-looks.ts';

export type ExportButtonsProps = {
  readonly face: TestedFace;
  readonly looks: Looks;
  readonly map: FaceMap;
  readonly threshold: number;
};

/** This face as one picture, as it is looked at; or as a report or table of its own. */
export function ExportButtons({ face, looks, map, threshold }: ExportButtonsProps) {
  const save = useExportFace();
  const [isAsking, setAsking] = useState(false);
  const { evaluationId, imageId } = face;
  const { method, layer, explained, scale, top, opacity, view } = looks;
  const isThere = map.kind === 'there' && layer !== null;
  const overlay = isThere ? { method, layer, explainedClass: explained, scale, top, opacity } : null;
  const isShown = isThere && view === 'heat';
  const start = () =>
    save.mutate(
      {
        ...{ evaluationId, imageId, threshold },
        overlay: isShown ? overlay : null,
        max: isShown && map.top > 0 ? map.top : null,
      },
      { onSuccess: ({ name, png }) => saveUrl(name, URL.createObjectURL(png)) },
    );
  useShortcut({ keys: 'Mod+e', description: 'Save this face as PNG', group: 'Face', run: start });
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        disabled={save.isPending}
        onClick={start}
        title="As it is shown, with what it means"
      >
        Save PNG
      </Button>
      <Button variant="outlined" color="inherit" onClick={() => setAsking(true)}>
        Export…
      </Button>
      {isAsking && (
        <ExportDialog
          evaluationId={evaluationId}
          choice={{ kind: 'faces', imageIds: [imageId] }}
          count={1}
          threshold={threshold}
          overlay={overlay}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
