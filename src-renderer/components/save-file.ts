/** Gives a file to the person: a browser puts it into its downloads, the window asks where to. */

export const saveText = (name: string, text: string, type: string): void =>
  saveUrl(name, URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })));

/** A data address, or one of createObjectURL's, which is given back afterwards. */
export function saveUrl(name: string, url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  if (url.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER_MS);
}

/** The download has begun by then. */
const REVOKED_AFTER_MS = 60_000;
