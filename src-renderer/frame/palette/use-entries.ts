import { useRouter } from '@tanstack/react-router';
import { useStore } from 'zustand';
import { plural } from '#renderer/components/format.ts';
import { offered, shortcutStore } from '#renderer/components/shortcuts/shortcut-store.ts';
import { ALL_PAGES } from '../navigation/nav-items.ts';
import { usePaletteData } from '../queries.ts';
import type { PaletteEntry } from './entries.ts';

/** Everything that can be gone to or done: pages, runs, data, configurations, and the actions of this page and of all. */
export function usePaletteEntries(): readonly PaletteEntry[] {
  const { runs, datasets, presets } = usePaletteData();
  const shortcuts = useStore(shortcutStore, (state) => state.shortcuts);
  const router = useRouter();
  const goTo = (link: string) => () => router.history.push(link);

  const pages = ALL_PAGES.map(
    ({ to, title, keys }): PaletteEntry => ({
      id: `page ${to}`,
      kind: 'Page',
      title,
      detail: null,
      keys,
      run: goTo(to),
    }),
  );
  const actions = offered(shortcuts)
    .filter(({ isHidden }) => !isHidden)
    .flatMap(({ description, keys, group, run }): readonly PaletteEntry[] =>
      run === null
        ? []
        : [
            {
              id: `action ${group} ${description}`,
              kind: 'Action',
              title: description,
              detail: null,
              keys: keys[0] ?? null,
              run,
            },
          ],
    );
  return [
    ...pages,
    ...actions,
    ...runs.map(
      ({ id, name, network, status, tags }): PaletteEntry => ({
        id: `run ${id}`,
        kind: 'Run',
        title: name,
        detail: [network, status, ...tags].join(' · '),
        keys: null,
        run: goTo(`/runs/${id}`),
      }),
    ),
    ...datasets.map(
      ({ id, name, imageCount }): PaletteEntry => ({
        id: `data ${id}`,
        kind: 'Data',
        title: name,
        detail: plural(imageCount, 'image'),
        keys: null,
        run: goTo(`/datasets/${id}`),
      }),
    ),
    ...presets.map(
      ({ name, origin, title }): PaletteEntry => ({
        id: `configuration ${origin} ${name}`,
        kind: 'Configuration',
        title: name,
        detail: title === name ? null : title,
        keys: null,
        run: goTo(`/configurations/edit?preset=${encodeURIComponent(name)}`),
      }),
    ),
  ];
}
