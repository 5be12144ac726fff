/** The only colours and sizes of the window. Light and dark are two schemes of one theme; the middle grey behind faces is the same in both. */
import { createTheme, type PaletteOptions } from '@mui/material/styles';
import { themeComponents } from './theme-components.ts';

/** Paul Tol's vibrant set in TensorBoard's corrected order (tensorboard#449): a run keeps its colour by its place in the order of creation. */
export const RUN_COLOURS = ['#ff7043', '#0077bb', '#cc3311', '#33bbee', '#ee3377', '#009988', '#bbbbbb'] as const;

/** Behind every face, so that skin and heat-map colours look alike in both themes. */
export const FACE_BACKDROP = '#767676';

/** The two classes: blue and orange, never red and green; a shape and a word stand beside them. */
export const CLASS_COLOURS = {
  light: { real: '#005a8f', fake: '#a84300' },
  dark: { real: '#5cb8f0', fake: '#ff9a5c' },
} as const;

declare module '@mui/material/styles' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: MUI's palette is extended by an interface
  interface Palette {
    real: Palette['primary'];
    fake: Palette['primary'];
    face: { backdrop: string };
    chart: { grid: string; axis: string };
    /** `chrome`: what stands around a page. `sunken`: code, wells, keys. */
    surface: { chrome: string; sunken: string; tooltip: string; tooltipText: string };
  }
  // biome-ignore lint/style/useConsistentTypeDefinitions: likewise
  interface PaletteOptions {
    real?: PaletteOptions['primary'];
    fake?: PaletteOptions['primary'];
    face?: { backdrop: string };
    chart?: { grid: string; axis: string };
    surface?: { chrome: string; sunken: string; tooltip: string; tooltipText: string };
  }
}

/** A test holds the contrast of text on every surface: at least 4.5 : 1. */
export const PALETTES = {
  light: {
    primary: { main: '#0b6b62', contrastText: '#ffffff' },
    secondary: { main: '#4a5560' },
    error: { main: '#b3261e' },
    warning: { main: '#8a5300' },
    info: { main: '#005a8f' },
    success: { main: '#1b6e3a' },
    background: { default: '#f7f8f9', paper: '#ffffff' },
    surface: { chrome: '#eef0f2', sunken: '#eff1f3', tooltip: '#2b3138', tooltipText: '#f2f4f6' },
    text: { primary: '#181d22', secondary: '#525c66' },
    divider: '#dce0e4',
    real: { main: CLASS_COLOURS.light.real },
    fake: { main: CLASS_COLOURS.light.fake },
    face: { backdrop: FACE_BACKDROP },
    chart: { grid: '#e4e7ea', axis: '#626c76' },
  },
  dark: {
    primary: { main: '#4fd1c0', contrastText: '#06231f' },
    secondary: { main: '#a7b1bc' },
    error: { main: '#ff8a80' },
    warning: { main: '#f5b75c' },
    info: { main: '#5cb8f0' },
    success: { main: '#6fd08c' },
    background: { default: '#16191c', paper: '#1c2024' },
    surface: { chrome: '#111316', sunken: '#14171a', tooltip: '#3d454d', tooltipText: '#f2f4f6' },
    text: { primary: '#e6e9ec', secondary: '#a2acb6' },
    divider: '#2e343a',
    real: { main: CLASS_COLOURS.dark.real },
    fake: { main: CLASS_COLOURS.dark.fake },
    face: { backdrop: FACE_BACKDROP },
    chart: { grid: '#2b3136', axis: '#98a2ac' },
  },
} as const satisfies Readonly<Record<'light' | 'dark', PaletteOptions>>;

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
export const MONOSPACE = "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', Menlo, monospace";

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme' },
  colorSchemes: { light: { palette: PALETTES.light }, dark: { palette: PALETTES.dark } },
  shape: { borderRadius: 6 },
  spacing: 8,
  typography: {
    fontFamily: FONT,
    fontSize: 13,
    h1: { fontSize: '1.25rem', fontWeight: 640, lineHeight: 1.3, letterSpacing: '-0.012em' },
    h2: { fontSize: '1rem', fontWeight: 620, lineHeight: 1.35, letterSpacing: '-0.006em' },
    h3: { fontSize: '0.875rem', fontWeight: 620, lineHeight: 1.4 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.45 },
    caption: { fontSize: '0.75rem', lineHeight: 1.4 },
    overline: { fontSize: '0.6875rem', fontWeight: 600, letterSpacing: '0.06em', lineHeight: 1.6 },
    button: { fontSize: '0.8125rem', textTransform: 'none', fontWeight: 560 },
  },
  components: themeComponents,
});
