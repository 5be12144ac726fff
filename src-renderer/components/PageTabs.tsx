import { Tab, Tabs } from '@mui/material';
import { Shortcut } from './shortcuts/Shortcut.tsx';

export type PageTabsProps<T extends string> = {
  readonly tabs: readonly T[];
  readonly titles: Readonly<Record<T, string>>;
  readonly tab: T;
  readonly onShow: (next: T) => void;
  /** For who hears them: "What is compared". */
  readonly label: string;
  /** Of their keys in the `?` sheet. */
  readonly group: string;
  /** The page fills its window: the tabs stand at its edge. */
  readonly isFilled?: boolean;
};

/** The tabs of a page, from the left by the keys 1, 2, 3 ... What they show is in an element `tab-panel`, labelled by `tab-<name>`. */
export function PageTabs<T extends string>({
  tabs,
  titles,
  tab,
  onShow,
  label,
  group,
  isFilled = false,
}: PageTabsProps<T>) {
  return (
    <>
      {tabs.map((one, i) => (
        <Shortcut
          key={one}
          keys={String(i + 1)}
          description={titles[one]}
          group={group}
          isHidden
          run={() => onShow(one)}
        />
      ))}
      <Tabs
        value={tab}
        onChange={(_, next: T) => onShow(next)}
        variant="scrollable"
        aria-label={label}
        sx={{ borderBottom: 1, borderColor: 'divider', ...(isFilled ? { px: 2, flexShrink: 0 } : {}) }}
      >
        {tabs.map((one, i) => (
          <Tab
            key={one}
            value={one}
            label={titles[one]}
            id={`tab-${one}`}
            aria-controls="tab-panel"
            title={`Key ${i + 1}`}
          />
        ))}
      </Tabs>
    </>
  );
}
