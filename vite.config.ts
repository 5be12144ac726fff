/** The pages: what the loopback host serves and the window shows. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * All that Home needs in a browser, in one file: left to itself the bundler makes sixty of it, each a request before anything is seen. Without main.tsx, which
 * waits for the connection: what it waits for must not stand in one file with it.
 */
const START = {
  name: 'start',
  test: /src-renderer[\\/]app\.tsx|@orpc[\\/]client[\\/].*fetch|node_modules[\\/](?:react-dom|@emotion)[\\/]/,
  priority: 2,
};
/** What only the pages that draw need: ECharts and what draws with it. It takes along nothing else, or the others would be fetched through it. */
const DRAWING =
  /node_modules[\\/](?:echarts|zrender)[\\/]|components[\\/](?:chart[\\/]|thresholds[\\/]|curves[\\/]CurveChart)/;
const CHARTS = { name: 'charts', test: DRAWING, priority: 3, includeDependenciesRecursively: false };
/** What several pages use, without what only those that edit do. */
const SHARED = { name: 'shared', test: /^(?!.*(?:codemirror|lezer))/, minShareCount: 2, priority: 1 };

export const pages = defineConfig({
  root: fileURLToPath(new URL('./src-renderer', import.meta.url)),
  base: '/',
  plugins: [react(), absoluteAddresses()],
  build: {
    outDir: process.env['FACET_PAGES'] ?? fileURLToPath(new URL('./out/renderer', import.meta.url)),
    emptyOutDir: true,
    rollupOptions: {
      input: fileURLToPath(new URL('./src-renderer/index.html', import.meta.url)),
      output: { codeSplitting: { groups: [START, CHARTS, SHARED] } },
    },
    target: 'chrome140',
    minify: true, // which electron-vite leaves off
    chunkSizeWarningLimit: 1500, // kB: ECharts, loaded by the pages that draw
  },
});

/** electron-vite sets a base of './', under which a link such as /runs/12 would look for its scripts in /runs. */
function absoluteAddresses(): Plugin {
  return { name: 'absolute-addresses', enforce: 'post', config: () => ({ base: '/' }) };
}

export default pages;
