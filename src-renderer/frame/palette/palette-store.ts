import { createStore } from 'zustand/vanilla';

export const PALETTE_KEYS = 'Mod+K';

export const paletteStore = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export const showPalette = (isOpen: boolean): void => paletteStore.setState({ isOpen });
