import { raiseNotice } from './notices/notice-store.ts';

/** Puts it on the clipboard and says so: "Copied the link". */
export async function copyText(text: string, { what }: { readonly what: string }): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    raiseNotice({ level: 'success', title: `Copied ${what}`, closesAfterMs: 2_500 });
  } catch {
    raiseNotice({
      level: 'warning',
      title: `The clipboard took nothing: ${what} was not copied`,
      message: text,
      hint: 'Select the text above and copy it by hand.',
    });
  }
}
