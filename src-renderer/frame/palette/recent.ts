/** What was chosen lately in the palette, newest first; this browser's, not the workspace's. */

const KEY = 'facet-palette-recent';
const MOST_KEPT = 20;

export function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return []; // somebody else wrote there
  }
}

export function rememberId(id: string): void {
  const others = recentIds().filter((other) => other !== id);
  localStorage.setItem(KEY, JSON.stringify([id, ...others].slice(0, MOST_KEPT)));
}
