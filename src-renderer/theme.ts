/** The only colours and sizes of the window. Light and dark are two schemes of one theme; the middle grey behind faces is the same in both. */
import { createTheme } from '@mui/material/styles';

/** Paul Tol's vibrant set in TensorBoard's corrected order (tensorboard#449): a run keeps its colour by its place in the order of creation. */
export const RUN_COLOURS = ['#ff7043', '#0077bb', '#cc3311', '#33bbee', '#ee3377', '#009988', '#bbbbbb'] as const;

/** Behind every face, so that skin and heat-map colours look alike in both themes. */
export const FACE_BACKDROP = '#767676';

/** The two classes: blue and orange, never red and green; a shape and a word stand beside them. */
export const CLASS_COLOURS = {
  light: { real: '#005a8f', fake: '#b34700' },
  dark: { real: '#5cb8f0', fake: '#ff9a5c' },
} as const;

declare module '@mui/material/styles' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: MUI's palette is extended by an interface
  interface Palette {
    real: Palette['primary'];
    fake: Palette['primary'];
    face: { backdrop: string };
    chart: { grid: string; axis: string };
  }
  // biome-ignore lint/style/useConsistentTypeDefinitions: likewise
  interface PaletteOptions {
    real?: PaletteOptions['primary'];
    fake?: PaletteOptions['primary'];
    face?: { backdrop: string };
    chart?: { grid: string; axis: string };
  }
}

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
export const MONOSPACE = "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', Menlo, monospace";

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#0b6b62', contrastText: '#ffffff' },
        secondary: { main: '#4a5568' },
        error: { main: '#b3261e' },
        warning: { main: '#8a5300' },
        info: { main: '#005a8f' },
        success: { main: '#1b6e3a' },
        background: { default: '#f5f6f7', paper: '#ffffff' },
        text: { primary: '#1a1f24', secondary: '#535c66' },
        divider: '#dde1e5',
        real: { main: CLASS_COLOURS.light.real },
        fake: { main: CLASS_COLOURS.light.fake },
        face: { backdrop: FACE_BACKDROP },
        chart: { grid: '#e4e7ea', axis: '#66707a' },
      },
    },
    dark: {
      palette: {
        primary: { main: '#4fd1c0', contrastText: '#06231f' },
        secondary: { main: '#a7b1bc' },
        error: { main: '#ff8a80' },
        warning: { main: '#f5b75c' },
        info: { main: '#5cb8f0' },
        success: { main: '#6fd08c' },
        background: { default: '#14171a', paper: '#1c2024' },
        text: { primary: '#e8ebee', secondary: '#a3adb7' },
        divider: '#30363c',
        real: { main: CLASS_COLOURS.dark.real },
        fake: { main: CLASS_COLOURS.dark.fake },
        face: { backdrop: FACE_BACKDROP },
        chart: { grid: '#2b3136', axis: '#98a2ac' },
      },
    },
  },
  shape: { borderRadius: 6 },
  spacing: 8,
  typography: {
    fontFamily: FONT,
    fontSize: 13,
    h1: { fontSize: '1.375rem', fontWeight: 650, letterSpacing: '-0.01em' },
    h2: { fontSize: '1.0625rem', fontWeight: 620 },
    h3: { fontSize: '0.9375rem', fontWeight: 620 },
    body1: { fontSize: '0.875rem' },
    body2: { fontSize: '0.8125rem' },
    caption: { fontSize: '0.75rem' },
    overline: { fontSize: '0.6875rem', fontWeight: 600, letterSpacing: '0.06em', lineHeight: 1.6 },
    button: { textTransform: 'none', fontWeight: 560 },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        'html, body, #root': { height: '100%' },
        body: { overflow: 'hidden', fontFeatureSettings: "'tnum' 1, 'cv11' 1" },
        '*:focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: 2 },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
        },
      },
    },
    MuiButton: { defaultProps: { size: 'small', disableElevation: true } },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiIconButton: { defaultProps: { size: 'small' } },
    MuiTextField: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiFormControl: { defaultProps: { size: 'small' } },
    MuiAutocomplete: { defaultProps: { size: 'small' } },
    MuiCheckbox: { defaultProps: { size: 'small' } },
    MuiSwitch: { defaultProps: { size: 'small' } },
    MuiChip: { defaultProps: { size: 'small' } },
    MuiTable: { defaultProps: { size: 'small' } },
    MuiTab: { styleOverrides: { root: { minHeight: 40 } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiTooltip: { defaultProps: { enterDelay: 400, arrow: true } },
    MuiLink: { defaultProps: { underline: 'hover' } },
  },
});
