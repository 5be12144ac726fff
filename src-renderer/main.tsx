import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import '@fontsource-variable/inter';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connection.ts';
import { App } from './app.tsx';

/** The page's policy lets styles in by this number alone; the server writes a new one into each page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const styles = createCache({ key: 'facet', ...(nonce ? { nonce } : {}), prepend: true });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has a #root');

await connect();
createRoot(root).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <App />
    </CacheProvider>
  </StrictMode>,
);
