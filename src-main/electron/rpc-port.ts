/** Gives our page, and nobody else, a port to the router. */
import type { IpcMain, IpcMainEvent, MessagePortMain } from 'electron';
import { MessageChannelMain } from 'electron';
import { isOurPage } from './origin.ts';

export const PORT_CHANNEL = 'facet:port';

/** A message counts only from the top frame of a page of ours. `senderFrame` is null where the frame is gone already. */
export const isTrusted = ({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);

export type PortParts = {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  /** Serves the router over a port. */
  readonly serve: (port: MessagePortMain) => void;
};

/** Each request gets a channel of its own: a page that was loaded anew asks again, and the old port closes with its page. */
export function answerPortRequests({ ipcMain, serve }: PortParts): void {
  ipcMain.on(PORT_CHANNEL, (event) => {
    if (!isTrusted(event)) return;
    const { port1, port2 } = new MessageChannelMain();
    serve(port1);
    port1.start();
    event.sender.postMessage(PORT_CHANNEL, null, [port2]);
  });
}
