import { describe, expect, it } from 'vitest';
import { followMenu } from '#renderer/api/menu.ts';

/** A message to the page, as a browser makes it. */
const message = (source: unknown, data: unknown) => Object.assign(new Event('message'), { source, data });

function pageThatFollows() {
  const page = new EventTarget();
  const visited: string[] = [];
  const end = followMenu(page, (link) => visited.push(link));
  return { page, visited, end };
}

describe('a page that follows the menu of its window', () => {
  it('goes where it says, with all that is in the link', () => {
    const { page, visited } = pageThatFollows();
    page.dispatchEvent(message(page, { facet: 'navigate', to: '/training?run=01hz' }));

    expect(visited).toEqual(['/training?run=01hz']);
  });

  it('takes no such message from another page, and goes to no other host', () => {
    const { page, visited } = pageThatFollows();
    page.dispatchEvent(message({}, { facet: 'navigate', to: '/runs' }));
    for (const data of [null, 'navigate', { facet: 'port' }, { facet: 'navigate', to: 7 }])
      page.dispatchEvent(message(page, data));
    for (const to of ['//evil.example/', 'https://evil.example/', 'runs'])
      page.dispatchEvent(message(page, { facet: 'navigate', to }));

    expect(visited).toEqual([]);
  });

  it('hears nothing any more once it has ended', () => {
    const { page, visited, end } = pageThatFollows();
    end();
    page.dispatchEvent(message(page, { facet: 'navigate', to: '/runs' }));

    expect(visited).toEqual([]);
  });
});
