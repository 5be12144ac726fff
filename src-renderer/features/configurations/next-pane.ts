const FOCUSABLE = '.cm-content, input:not([disabled]), textarea:not([disabled]), button:not([disabled]), a[href]';

/** Moves the focus from one pane to the first control of the next, round in a circle. */
export function goToNextPane(root: HTMLElement | null): void {
  const panes = [...(root?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])];
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(current + 1) % panes.length];
  const controls = [...(next?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(isShown);
  (controls.find((control) => control.matches('.cm-content')) ?? controls[0])?.focus();
}

const isShown = (element: HTMLElement): boolean => element.offsetParent !== null;
