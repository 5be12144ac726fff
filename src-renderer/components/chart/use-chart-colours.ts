import { type Palette, type Theme, useColorScheme, useTheme } from '@mui/material/styles';

/** A canvas knows no CSS variables: the theme's colours as they are now. */
export type ChartColours = {
  readonly mode: 'light' | 'dark';
  readonly text: string;
  readonly secondary: string;
  readonly axis: string;
  readonly grid: string;
  readonly paper: string;
  readonly divider: string;
  readonly primary: string;
  readonly real: string;
  readonly fake: string;
  readonly font: string;
};

type CssVarsTheme = Theme & { readonly colorSchemes: Partial<Record<'light' | 'dark', { readonly palette: Palette }>> };

const known = new Map<string, ChartColours>();

/** The same object for the same scheme, so that it can be a dependency. */
export function useChartColours(): ChartColours {
  const { colorScheme } = useColorScheme();
  const theme = useTheme();
  const mode = colorScheme === 'dark' ? 'dark' : 'light';
  const found = known.get(mode);
  if (found !== undefined) return found;
  const palette = (theme as CssVarsTheme).colorSchemes[mode]?.palette ?? theme.palette; // theme.ts makes one with both schemes
  const colours: ChartColours = {
    mode,
    text: palette.text.primary,
    secondary: palette.text.secondary,
    axis: palette.chart.axis,
    grid: palette.chart.grid,
    paper: palette.background.paper,
    divider: palette.divider,
    primary: palette.primary.main,
    real: palette.real.main,
    fake: palette.fake.main,
    font: theme.typography.fontFamily ?? 'sans-serif',
  };
  known.set(mode, colours);
  return colours;
}
