/** How MUI's parts look here: denser than they come, quiet, with a visible focus. Colours are the palette's. */
import type { Components, Theme } from '@mui/material/styles';

const variable = (name: string) => `var(--mui-palette-${name})`;

export const themeComponents: Components<Omit<Theme, 'components'>> = {
  MuiCssBaseline: {
    styleOverrides: {
      'html, body, #root': { height: '100%' },
      body: { overflow: 'hidden', fontFeatureSettings: "'tnum' 1, 'cv11' 1" },
      '*:focus-visible': { outline: `2px solid ${variable('primary-main')}`, outlineOffset: 1 },
      // The box around it shows it; a heading is focused for those who hear the page.
      '.MuiInputBase-input:focus-visible, [tabindex="-1"]:focus-visible': { outline: 'none' },
      '.MuiInputBase-input::placeholder': { color: variable('text-secondary'), opacity: '1 !important' },
      a: { color: variable('primary-main') },
      '::selection': { backgroundColor: `rgb(${variable('primary-mainChannel')} / 0.25)` },
      '*': { scrollbarColor: `rgb(${variable('text-secondaryChannel')} / 0.4) transparent` },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
      },
    },
  },
  MuiButton: {
    defaultProps: { size: 'small', disableElevation: true },
    styleOverrides: {
      root: {
        whiteSpace: 'nowrap',
        '&.MuiButton-text': { minWidth: 0, paddingInline: 8 },
        '&.MuiButton-sizeSmall': { fontSize: '0.8125rem', paddingBlock: 4, minHeight: 30 },
        '&.MuiButton-outlined.MuiButton-colorInherit': {
          borderColor: `rgb(${variable('text-secondaryChannel')} / 0.4)`,
          '&:hover': { borderColor: variable('text-secondary') },
        },
      },
    },
  },
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 6 } } },
  MuiToggleButtonGroup: { defaultProps: { size: 'small' } },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        textTransform: 'none',
        fontSize: '0.8125rem',
        paddingBlock: 4,
        paddingInline: 10,
        gap: 6,
        minHeight: 30,
        color: variable('text-secondary'),
        '&.Mui-selected': { color: variable('text-primary') },
      },
    },
  },
  MuiTextField: { defaultProps: { size: 'small' } },
  MuiSelect: { defaultProps: { size: 'small' } },
  MuiFormControl: { defaultProps: { size: 'small' } },
  MuiAutocomplete: { defaultProps: { size: 'small' } },
  MuiCheckbox: { defaultProps: { size: 'small' } },
  MuiRadio: { defaultProps: { size: 'small' } },
  MuiSwitch: { defaultProps: { size: 'small' } },
  MuiSlider: { defaultProps: { size: 'small' } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: {
        backgroundColor: variable('background-paper'),
        '&.MuiInputBase-sizeSmall': {
          fontSize: '0.8125rem',
          '& .MuiOutlinedInput-input:not(.MuiAutocomplete-input)': { paddingBlock: 6.5 },
          '& .MuiSelect-select.MuiOutlinedInput-input': { minHeight: '1.4375em' },
          // A field of several lines and a combobox keep their padding in the box around the input.
          '&.MuiInputBase-multiline': { paddingBlock: 6.5 },
          '&.MuiInputBase-multiline .MuiOutlinedInput-input': { paddingBlock: 0 },
          '&.MuiAutocomplete-inputRoot': { paddingBlock: 3.5 },
        },
      },
      notchedOutline: { borderColor: variable('divider') },
    },
  },
  MuiInputLabel: {
    styleOverrides: {
      root: {
        '&.MuiInputLabel-sizeSmall': {
          fontSize: '0.8125rem',
          '&.MuiInputLabel-outlined:not(.MuiInputLabel-shrink)': { transform: 'translate(14px, 6.5px) scale(1)' },
        },
      },
    },
  },
  MuiFormControlLabel: { styleOverrides: { label: { fontSize: '0.8125rem' } } },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 2 } } },
  MuiChip: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 6 } } },
  MuiTable: { defaultProps: { size: 'small' } },
  MuiTableCell: {
    styleOverrides: {
      root: { fontSize: '0.8125rem', borderBottomColor: variable('divider') },
      head: { color: variable('text-secondary'), fontSize: '0.75rem', fontWeight: 560, lineHeight: 1.4 },
      stickyHeader: { backgroundColor: variable('background-paper') },
    },
  },
  MuiTabs: { styleOverrides: { root: { minHeight: 38 } } },
  MuiTab: { styleOverrides: { root: { minHeight: 38, minWidth: 0, paddingInline: 12 } } },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
  MuiDialog: {
    styleOverrides: {
      paper: { border: `1px solid ${variable('divider')}`, boxShadow: '0 16px 48px rgb(0 0 0 / 0.28)' },
    },
  },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: '1rem', fontWeight: 620, paddingBlock: 14 } } },
  MuiDialogActions: { styleOverrides: { root: { paddingInline: 24, paddingBottom: 16 } } },
  MuiPopover: {
    styleOverrides: { paper: { border: `1px solid ${variable('divider')}`, boxShadow: '0 8px 28px rgb(0 0 0 / 0.2)' } },
  },
  MuiMenuItem: { styleOverrides: { root: { fontSize: '0.8125rem', minHeight: 30, paddingBlock: 4 } } },
  MuiListItemIcon: { styleOverrides: { root: { minWidth: 30, color: 'inherit' } } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, enterNextDelay: 150, arrow: true },
    styleOverrides: {
      tooltip: {
        backgroundColor: variable('surface-tooltip'),
        color: variable('surface-tooltipText'),
        fontSize: '0.75rem',
        fontWeight: 450,
        lineHeight: 1.4,
        maxWidth: 340,
      },
      arrow: { color: variable('surface-tooltip') },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
  MuiLinearProgress: {
    styleOverrides: {
      root: { height: 4, borderRadius: 2 },
      // A bar that glides from value to value keeps a whole core drawing frames while a training reports: time that the training wants.
      bar: { '.MuiLinearProgress-determinate > &': { transition: 'none' } },
    },
  },
  MuiAlert: { styleOverrides: { root: { fontSize: '0.8125rem', paddingBlock: 4 }, message: { minWidth: 0 } } },
  MuiAlertTitle: { styleOverrides: { root: { fontSize: '0.8125rem', fontWeight: 620, marginBottom: 2 } } },
};
