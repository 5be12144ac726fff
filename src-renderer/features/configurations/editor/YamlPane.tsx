import { Box } from '@mui/material';
import { useEffect, useRef } from 'react';
import type { ConfigurationDocument } from './configuration-document.ts';

export type YamlPaneProps = { readonly document: ConfigurationDocument };

/** The text, in CodeMirror. */
export function YamlPane({ document }: YamlPaneProps) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => (parent.current === null ? undefined : document.show(parent.current)), [document]);
  return <Box ref={parent} sx={{ height: '100%', minHeight: 0, minWidth: 0, overflow: 'hidden' }} />;
}
