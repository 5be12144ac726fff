/** The grid of 100,000 faces: until the first of them are seen, and how evenly it scrolls. */
import type { Browser, Page } from 'playwright-core';
import type { DatasetId } from '#shared/domain/records.ts';
import { openContext } from '#tests/helpers/chromium.ts';
import { frameIntervalsMs, MARKS, TRACE_CATEGORIES, type TraceEvent } from './trace.ts';

/** Two screens a second: fast reading; and as fast as a wheel that is spun. */
const SPEEDS_PX = [1_600, 8_000];
const SCROLL_SECONDS = 4;
const LIMIT_MS = 30_000;

/** From the address to the first screen of faces, decoded, in ms. */
export async function measureFirstFaces(page: Page, address: string, datasetId: DatasetId): Promise<number> {
  const began = performance.now();
  await page.goto(new URL(`/datasets/${datasetId}?tab=faces`, address).href);
  await page.evaluate(UNTIL_ALL_SEEN);
  return performance.now() - began;
}

/** A script: until every face on the screen is there and decoded. It looks at each frame: the page's policy lets Playwright's own waiting for a condition not in. */
const UNTIL_ALL_SEEN = `new Promise((resolve, reject) => {
  const isSeen = () => {
    const faces = [...document.querySelectorAll('main img')].filter((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    return faces.length > 0 && faces.every((each) => each.complete && each.naturalWidth > 0);
  };
  const look = () => {
    if (performance.now() > ${LIMIT_MS}) reject(new Error('the faces did not come'));
    else if (isSeen()) resolve();
    else requestAnimationFrame(look);
  };
  look();
})`;

export type Scrolling = { readonly pxPerSecond: number; readonly intervalsMs: readonly number[] };

/** On the page that `measureFirstFaces` left. Frames as Chromium's own trace has them. */
export async function measureScrolling(browser: Browser, page: Page): Promise<readonly Scrolling[]> {
  const results: Scrolling[] = [];
  for (const pxPerSecond of SPEEDS_PX) {
    await browser.startTracing(page, { categories: TRACE_CATEGORIES });
    await page.evaluate(`performance.mark(${JSON.stringify(MARKS.begin)})`);
    await scroll(page, pxPerSecond);
    await page.evaluate(`performance.mark(${JSON.stringify(MARKS.end)})`);
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }; // Chromium's own
    results.push({ pxPerSecond, intervalsMs: frameIntervalsMs(trace.traceEvents) });
  }
  return results;
}

/** What this machine and browser reach at most: the same gestures over coloured boxes, with no script, no pictures and nobody else at work. */
export async function measureBoxes(browser: Browser): Promise<readonly Scrolling[]> {
  const context = await openContext(browser);
  try {
    const page = await context.newPage();
    await page.setContent(BOXES);
    return await measureScrolling(browser, page);
  } finally {
    await context.close();
  }
}

const BOXES = `<!doctype html><style>
  body { margin: 0 }
  main { height: 100vh; overflow-y: scroll; contain: strict; background: #fff }
  div { display: grid; grid-template-columns: repeat(8, 134px); gap: 30px 8px }
  i { height: 134px; background: hsl(calc(37deg * var(--n)) 60% 50%) }
</style><main><div>${Array.from({ length: 2_400 }, (_, n) => `<i style="--n: ${n}"></i>`).join('')}</div></main>`;

async function scroll(page: Page, pxPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const place = { x: Math.round(0.6 * width), y: Math.round(0.6 * height) };
  await session.send('Input.synthesizeScrollGesture', {
    ...place,
    yDistance: -pxPerSecond * SCROLL_SECONDS,
    speed: pxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  await session.detach();
}
