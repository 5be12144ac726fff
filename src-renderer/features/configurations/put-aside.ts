/** The draft before this one becomes a configuration of the workspace: typing something new loses nothing. */
import { client } from '#renderer/api/client.ts';
import { raiseNotice } from '#renderer/components/notices/notice-store.ts';

/** Nothing where there is no draft, it holds no change, or a saved configuration says the same. */
export async function putDraftAside(): Promise<void> {
  const { draft } = await client.settings.get();
  if (draft === null || draft.yaml === draft.originYaml) return;
  const presets = await client.configurations.presets();
  if (presets.some(({ yaml }) => yaml === draft.yaml)) return;
  const name = `draft ${stamp(new Date(draft.changedAtMs))}`;
  await client.configurations.save({ name, yaml: draft.yaml, replaces: true });
  raiseNotice({
    level: 'info',
    title: 'The draft before is kept',
    message: `It stands among your configurations as "${name}".`,
    link: '/configurations',
  });
}

/** "2026-11-24 06.12.30": as a file's name may be. */
function stamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}.${two(date.getSeconds())}`;
}
