/** Text of users and of strangers (names, notes, tags, file names, CSV cells, configurations) is shown as text, whatever it says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import { describeInBrowser, inPage } from '#tests/helpers/browser.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { PLAIN_PAGES, pagesOf } from '#tests/helpers/workbench-pages.ts';
import { newImage, newRun, saveDataset, startEvaluation } from '#tests/unit/store/fixtures.ts';

/** Whatever of them runs calls this. */
const CALL = 'hacked()';
/** Ways in which pages have been made to run text. */
const PAYLOADS: readonly string[] = [
  `<script>${CALL}</script>`,
  `</script><script>${CALL}</script>`,
  `"><script>${CALL}</script>`,
  `'><script>${CALL}</script>`,
  `</title><script>${CALL}</script>`,
  `</textarea><script>${CALL}</script>`,
  `<scr<script>ipt>${CALL}</script>`,
  `<SCRIPT SRC=data:text/javascript,${CALL}></SCRIPT>`,
  `<img src=x onerror=${CALL}>`,
  `<img src=x onerror="${CALL}">`,
  `"><img src=x onerror=${CALL}>`,
  `' onmouseover='${CALL}`,
  `" autofocus onfocus="${CALL}`,
  `<svg onload=${CALL}>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<math><mtext><script>${CALL}</script></mtext></math>`,
  `<body onload=${CALL}>`,
  `<iframe src="javascript:${CALL}"></iframe>`,
  `<iframe srcdoc="<script>parent.${CALL}</script>"></iframe>`,
  `<object data="javascript:${CALL}"></object>`,
  `<embed src="javascript:${CALL}">`,
  `<a href="javascript:${CALL}">click</a>`,
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  `java\tscript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `<form action="javascript:${CALL}"><input type=submit autofocus></form>`,
  `<button formaction="javascript:${CALL}">x</button>`,
  `<details open ontoggle=${CALL}>`,
  `<video><source onerror=${CALL}></video>`,
  `<input autofocus onfocus=${CALL}>`,
  `<select autofocus onfocus=${CALL}>`,
  `<marquee onstart=${CALL}>`,
  `<base href="javascript:/a/-${CALL}//">`,
  `<link rel=stylesheet href="data:text/css,*{background:url(javascript:${CALL})}">`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<style>@import 'javascript:${CALL}';</style>`,
  `<div style="background:url(javascript:${CALL})">`,
  `<template><script>${CALL}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<!--><script>${CALL}</script-->`,
  `<![CDATA[><script>${CALL}</script>]]>`,
  `<?xml-stylesheet href="javascript:${CALL}"?>`,
  `{{constructor.constructor('${CALL}')()}}`,
  `\${${CALL}}`,
  `#{${CALL}}`,
  `<%= ${CALL} %>`,
  `'-${CALL}-'`,
  `";${CALL};//`,
  `\\";${CALL};//`,
  `\u2028${CALL}\u2029`,
  `\u202e<script>${CALL}</script>`,
  `\ufeff<script>${CALL}</script>`,
  `%3Cscript%3E${CALL}%3C/script%3E`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `&#60;script&#62;${CALL}&#60;/script&#62;`,
  `[x](javascript:${CALL})`,
  `![x](x" onerror="${CALL})`,
  `=HYPERLINK("javascript:${CALL}")`,
];

const payload = (index: number): string => PAYLOADS[index % PAYLOADS.length] ?? '';

/** Names of pages to which a control character is no news. */
const printable = (text: string) => text.replaceAll(/\p{Cc}/gu, ' ');

describeInBrowser('hostile text', () => {
  let workbench: ServedWorkbench;
  let places: readonly { readonly name: string; readonly path: string }[];

  beforeAll(async () => {
    const folder = folderForTests('hostile');
    const workspace = path.join(folder, 'workspace');
    mkdirSync(path.join(workspace, 'configurations'), { recursive: true });
    writeFileSync(
      path.join(workspace, 'configurations', 'hostile.yaml'),
      `# ${payload(0)}\n${PAYLOADS.map((text, i) => `k${i}: ${JSON.stringify(text)}`).join('\n')}\n`,
    );
    const store = openStore(workspace, { clock: Date.now });
    const images = PAYLOADS.map((text, index) =>
      newImage(index, {
        path: `faces/${printable(text).replaceAll('/', '∕')}.jpg`,
        group: text,
        source: text,
        metadata: { [text]: text },
      }),
    );
    const saved = saveDataset(store, images, `/data/${printable(payload(8)).replaceAll('/', '∕')}.csv`);
    const runIds = PAYLOADS.map((text, index) => {
      const config = { network: 'resnet18', [text]: text };
      const about = { name: printable(text).slice(0, 90), notes: text, tags: [text.slice(0, 50)], configFile: text };
      return store.runs.create(newRun(saved, { ...about, config, configYaml: `# ${text}\n`, seed: index })).id;
    });
    const tests = runIds.slice(8, 10).map((runId) => {
      const { id } = startEvaluation(store, saved, { runId });
      store.predictions.record(
        id,
        saved.imageIds.map((imageId, i) => ({ imageId, score: i / saved.imageIds.length, loss: 1 })),
      );
      store.evaluations.end(id, { status: 'finished', metrics: {}, durationMs: 1 });
      return id;
    });
    const pictures = store.marks.picturesOf(saved.imageIds.slice(0, 20));
    store.marks.changeTags(pictures, { add: PAYLOADS.slice(0, 20), remove: [] });
    store.close();
    const imageId = saved.imageIds[8] ?? null;
    places = [
      ...PLAIN_PAGES,
      { name: 'A hostile configuration', path: '/configurations/edit?preset=hostile' },
      ...pagesOf({ datasetId: saved.dataset.id, runIds: runIds.slice(8), tests, imageId }),
      ...[0, 13, 18].map((at) => ({ name: `Run ${at}`, path: `/runs/${runIds[at]}` })),
    ];
    workbench = await serveWorkbench({ folder });
  });
  afterAll(() => workbench[Symbol.asyncDispose]());

  it('of sixty kinds runs on no page, and breaks none of its rules', async () => {
    expect(PAYLOADS).toHaveLength(60);
    await inPage(workbench, {}, async ({ page, visit, follow, allow }) => {
      allow(/^Failed to load resource: the server responded with a status of (?:404|422)/); // the faces do not exist
      const ran: string[] = [];
      await page.exposeFunction('hacked', () => void ran.push(page.url()));
      page.on('dialog', (dialog) => {
        ran.push(dialog.message());
        void dialog.dismiss();
      });
      for (const { path: to } of places) await follow(to);
      for (const text of PAYLOADS.slice(0, 3)) await visit(`/runs?filter=${encodeURIComponent(text)}`); // from outside, as a link that somebody sent
      await visit('/runs');
      await page.getByText(payload(8)).first().waitFor(); // it was there to be run
      expect(ran).toEqual([]);
    });
  });
});
