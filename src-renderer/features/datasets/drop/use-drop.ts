import { type DragEvent, useRef, useState } from 'react';
import { plural } from '#renderer/components/format.ts';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';
import { useUploadDrop } from '../queries.ts';
import { type Drop, pathOfDrop } from './dropped-files.ts';
import { type Dropped, droppedOf } from './read-drop.ts';
import type { UploadProgress } from './upload.ts';

/** Dropping onto a page: what is over it, and what becomes of it. `onPath` gets the CSV or folder. */
export function useDrop(onPath: (path: string) => void) {
  const [depth, setDepth] = useState(0); // of elements that were entered and not left: a drag fires for each of them
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const controller = useRef<AbortController | null>(null);
  const upload = useUploadDrop();

  const send = (dropped: Dropped) => {
    controller.current = new AbortController();
    setProgress(null);
    upload.mutate(
      { dropped, signal: controller.current.signal, onProgress: setProgress, onRead: sayLeftOut },
      { onSuccess: onPath },
    );
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    const bridge = window.facet;
    if (bridge === undefined) return send(droppedOf(event.dataTransfer));
    const path = pathOfDrop([...event.dataTransfer.files], bridge.pathOfFile);
    if (path === null) raiseNotice({ level: 'info', title: 'Drop one CSV or one folder.' });
    else onPath(path);
  };

  return {
    isOver: depth > 0,
    upload: {
      isRunning: upload.isPending,
      progress,
      cancel: () => controller.current?.abort(),
    },
    handlers: {
      onDragEnter: (event: DragEvent) => hasFiles(event) && setDepth((before) => before + 1),
      onDragLeave: (event: DragEvent) => hasFiles(event) && setDepth((before) => Math.max(0, before - 1)),
      onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(), // else the browser opens the file
      onDrop,
    },
  };
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

function sayLeftOut({ leftOutCount: count }: Drop): void {
  if (count === 0) return;
  raiseNotice({
    level: 'info',
    title: `${plural(count, 'file')} of the drop ${count === 1 ? 'was' : 'were'} left out`,
    message: 'JPEG, PNG, WebP, BMP and CSV files are taken; hidden ones and images above 64 MiB are not.',
  });
}
