/** The Electron build. Modules keep their places (out-main mirrors src-main), so that what they name relative to themselves is found in both. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { pages } from './vite.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Where the build goes: the clone itself, unless a test wants one of its own. */
const target = process.env['FACET_BUILD'] ?? at('.');

export default defineConfig({
  main: {
    build: {
      outDir: join(target, 'out-main'),
      target: 'node24',
      minify: false,
      sourcemap: true,
      lib: {
        entry: {
          'electron/main': at('./src-main/electron/main.ts'),
          'engine/child': at('./src-main/engine/child.ts'),
          'images/child': at('./src-main/images/child.ts'),
        },
        formats: ['es'],
      },
      rollupOptions: {
        output: { preserveModules: true, preserveModulesRoot: at('./src-main'), entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(target, 'out', 'preload'),
      target: 'node24',
      minify: false,
      lib: { entry: { preload: at('./src-main/electron/preload.ts') }, formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: pages,
});
