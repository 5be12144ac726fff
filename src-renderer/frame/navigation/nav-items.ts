import CompareIcon from '@mui/icons-material/CompareArrowsOutlined';
import RegionsIcon from '@mui/icons-material/FaceRetouchingNaturalOutlined';
import SweepsIcon from '@mui/icons-material/GridViewOutlined';
import HomeIcon from '@mui/icons-material/HomeOutlined';
import TryIcon from '@mui/icons-material/ImageSearchOutlined';
import LogIcon from '@mui/icons-material/NotesOutlined';
import DataIcon from '@mui/icons-material/PhotoLibraryOutlined';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import TrainingIcon from '@mui/icons-material/ShowChartOutlined';
import RunsIcon from '@mui/icons-material/TableRowsOutlined';
import ConfigurationsIcon from '@mui/icons-material/TuneOutlined';
import type { SvgIconProps } from '@mui/material';
import type { ComponentType } from 'react';

export type NavItem = {
  readonly to: string;
  readonly title: string;
  readonly icon: ComponentType<SvgIconProps>;
  /** Goes there from anywhere. */
  readonly keys: string;
};

export const MAIN_PAGES: readonly NavItem[] = [
  { to: '/', title: 'Home', icon: HomeIcon, keys: 'g h' },
  { to: '/datasets', title: 'Data', icon: DataIcon, keys: 'g d' },
  { to: '/configurations', title: 'Configurations', icon: ConfigurationsIcon, keys: 'g c' },
  { to: '/training', title: 'Training', icon: TrainingIcon, keys: 'g t' },
  { to: '/runs', title: 'Runs', icon: RunsIcon, keys: 'g r' },
  { to: '/sweeps', title: 'Sweeps', icon: SweepsIcon, keys: 'g w' },
  { to: '/compare', title: 'Compare', icon: CompareIcon, keys: 'g m' },
  { to: '/regions', title: 'Regions', icon: RegionsIcon, keys: 'g e' },
  { to: '/try', title: 'Try an image', icon: TryIcon, keys: 'g y' },
];

export const PROGRAM_PAGES: readonly NavItem[] = [
  { to: '/settings', title: 'Settings', icon: SettingsIcon, keys: 'g s' },
  { to: '/log', title: 'Log', icon: LogIcon, keys: 'g l' },
];

export const ALL_PAGES = [...MAIN_PAGES, ...PROGRAM_PAGES];

/** A page is current below itself too: "/runs/01hz..." is within Runs. */
export const isCurrent = (to: string, pathname: string): boolean =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);
