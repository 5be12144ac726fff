import { useEffect } from 'react';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';

/** Files that are let go where no page takes them: a browser would leave Facet and show the file. Said instead where files are taken. */
export function useStrayDrops(): void {
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (isStray(event)) event.preventDefault(); // else the drop is the browser's
    };
    const onDrop = (event: DragEvent) => {
      if (!isStray(event)) return;
      event.preventDefault();
      raiseNotice({
        level: 'info',
        title: 'No files are taken here',
        message: 'A CSV or a folder of faces is dropped on Data; single images on Try an image.',
        link: '/datasets',
        slot: 'stray drop',
      });
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
}

/** A page that takes files has said so by now: its handlers come first. A text field keeps its drags of words. */
const isStray = ({ defaultPrevented, dataTransfer }: DragEvent): boolean =>
  !defaultPrevented && dataTransfer?.types.includes('Files') === true;
