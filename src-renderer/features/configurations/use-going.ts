/** Ways to a place in the configuration, in its form and in its text alike. */
import { useState } from 'react';
import type { ConfigurationDocument, DocumentSnapshot } from './editor/configuration-document.ts';

/** A key that the form is to show and focus. A new object for each time it is sought. */
export type SoughtKey = { readonly path: string };

export type GoingOptions = {
  readonly document: ConfigurationDocument;
  readonly snapshot: DocumentSnapshot;
  /** Where the text lies behind a tab. */
  readonly onShowText: () => void;
};

export function useGoing({ document, snapshot: { check }, onShowText }: GoingOptions) {
  const [sought, setSought] = useState<SoughtKey | null>(null);
  const toLine = (line: number) => {
    onShowText();
    const start = { line, column: 1 };
    requestAnimationFrame(() => document.reveal({ start, end: start }, { takesFocus: true })); // shown by then
  };
  const toKey = (path: string) => {
    const place = check.places.get(path);
    if (place !== undefined) document.reveal(place);
    setSought({ path });
  };
  return {
    sought,
    toLine,
    toKey,
    toFirstProblem: () => {
      const [first] = check.problems;
      if (first?.place != null) toLine(first.place.start.line);
      else if (first?.path != null) toKey(first.path);
    },
  };
}
