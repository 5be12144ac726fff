// Before anything is drawn: the theme that this browser showed last, so that no page begins in the other one. The page's policy allows scripts from
// here only, so this is a file. MUI keeps the choice under this name and takes over from here (src-renderer/frame/use-theme.ts).
(() => {
  const mode = localStorage.getItem('mui-mode') ?? 'system';
  const isSystemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = mode === 'dark' || (mode === 'system' && isSystemDark) ? 'dark' : 'light';
  document.documentElement.setAttribute('data-theme', theme);
  document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', theme);
})();
