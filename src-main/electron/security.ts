/** What a page may not do, said once for the session and for every web contents (Electron's security checklist, items 5, 12 to 14). */
import type { App, Session, WebContents } from 'electron';
import { isOurPage } from './origin.ts';

/** Copying a link needs it; nothing else is granted, and only to our own page. */
const GRANTED: readonly string[] = ['clipboard-sanitized-write'];

export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(GRANTED.includes(permission) && isMainFrame && isOurPage(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED.includes(permission) && isOurPage(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

export function secureEveryContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => secureContents(contents));
}

function secureContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)
    contents.on(name as 'will-navigate', (details) => {
      if (!isOurPage(details.url)) details.preventDefault();
    });
}
