import { defineConfig } from 'electron-vite';
import { pages } from './vite.config.ts';

export default defineConfig({
  main: { build: { lib: { entry: 'src-main/electron/main.ts' }, outDir: 'out/main' } },
  preload: { build: { lib: { entry: 'src-main/electron/preload.ts', formats: ['cjs'] }, outDir: 'out/preload' } },
  renderer: pages,
});
