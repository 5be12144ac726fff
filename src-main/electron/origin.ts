/** The one origin that the window shows. */
export const UI_SCHEME = 'app';
export const UI_HOST = 'ui';
export const UI_ORIGIN = `${UI_SCHEME}://${UI_HOST}`;

/** Whether an address is a page of ours: compared part by part, never by how it begins. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${UI_SCHEME}:` && host === UI_HOST && username === '' && password === '';
}
