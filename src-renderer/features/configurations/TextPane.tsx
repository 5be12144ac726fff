import { Box, Stack } from '@mui/material';
import { useState } from 'react';
import { checkExperiment } from '#shared/config/check.ts';
import { differences } from '#shared/config/difference.ts';
import { DifferenceBar } from './difference/DifferenceBar.tsx';
import { TextDifferenceDialog } from './difference/TextDifferenceDialog.tsx';
import type { ConfigurationDocument, DocumentSnapshot } from './editor/configuration-document.ts';
import { YamlPane } from './editor/YamlPane.tsx';
import type { Origin } from './start-text.ts';

export type TextPaneProps = {
  readonly origin: Origin;
  readonly document: ConfigurationDocument;
  readonly snapshot: DocumentSnapshot;
  readonly onGoToKey: (path: string) => void;
};

/** The text, and above it what has been changed. */
export function TextPane({ origin, document, snapshot, onGoToKey }: TextPaneProps) {
  const [isComparing, setComparing] = useState(false);
  const [before] = useState(() => checkExperiment(origin.yaml));
  const { text, check } = snapshot;
  const originName = origin.name === '' ? 'what it began as' : origin.name;
  return (
    <Stack sx={{ height: '100%', minHeight: 0 }}>
      {text !== origin.yaml && (
        <DifferenceBar
          originName={originName}
          differences={check.isReadable && before.isReadable ? differences(before, check) : null}
          onGoToKey={onGoToKey}
          onCompare={() => setComparing(true)}
          onStartOver={() => document.replace(origin.yaml)}
        />
      )}
      <Box sx={{ flexGrow: 1, minHeight: 0 }}>
        <YamlPane document={document} />
      </Box>
      <TextDifferenceDialog
        isOpen={isComparing}
        originName={originName}
        before={origin.yaml}
        after={text}
        onClose={() => setComparing(false)}
      />
    </Stack>
  );
}
