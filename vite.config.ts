/** The pages: what the loopback host serves and the window shows. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export const pages = defineConfig({
  root: fileURLToPath(new URL('./src-renderer', import.meta.url)),
  base: '/',
  plugins: [react(), absoluteAddresses()],
  build: {
    outDir: process.env['FACET_PAGES'] ?? fileURLToPath(new URL('./out/renderer', import.meta.url)),
    emptyOutDir: true,
    rollupOptions: { input: fileURLToPath(new URL('./src-renderer/index.html', import.meta.url)) },
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
