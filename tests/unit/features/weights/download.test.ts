import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadOptions, download, PACE, type Received } from '#main/features/weights/download.ts';
import { AppError } from '#shared/errors.ts';
import {
  ETAG,
  type FileServer,
  ranged,
  redirect,
  sends,
  serveTurns,
  status,
  type Turn,
  whole,
} from '#tests/helpers/file-server.ts';

const CONTENT = Uint8Array.from({ length: 10_000 }, (_, i) => (i * i) % 251);
const OTHER = CONTENT.map((byte) => 255 - byte);
const HALF = 5_000;
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
/** Nothing is waited for longer than it takes. */
const QUICK = { ...PACE, stallMs: 20_000, breaks: 2, retryMs: 1 };

let folder = '';
let server: FileServer | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-download-'));
});
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const file = () => path.join(folder, 'net-00000000.pth');
const leftOver = () => (existsSync(path.join(folder, '.partial')) ? readdirSync(path.join(folder, '.partial')) : []);

async function fetchFrom(turns: readonly Turn[], options: Partial<DownloadOptions> & { readonly hash?: string } = {}) {
  server = await serveTurns(...turns);
  return await fetchAgain(options);
}

async function fetchAgain({
  hash = sha256(CONTENT),
  ...options
}: Partial<DownloadOptions> & { readonly hash?: string } = {}) {
  const received: Received[] = [];
  await download(
    {
      address: `${server?.address}/models/net-00000000.pth`,
      file: file(),
      expected: { sha256Start: hash.slice(0, 8), sha256: null },
      sizeBytes: CONTENT.length,
    },
    {
      signal: new AbortController().signal,
      pace: QUICK,
      ...options,
      onReceived: (now) => {
        received.push(now);
        options.onReceived?.(now);
      },
    },
  );
  return received;
}

const refusal = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
};

/** Ends the connection once half of the file has arrived. */
const breakAtHalf: Pick<DownloadOptions, 'onReceived'> = {
  onReceived: ({ doneBytes }) => {
    if (doneBytes === HALF) server?.breakOff();
  },
};

describe('a download', () => {
  it('is whole and in its place, and tells how much of it has come', async () => {
    const received = await fetchFrom([whole(CONTENT)]);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
    expect(received.at(0)).toEqual({ doneBytes: 0, totalBytes: CONTENT.length });
    expect(received.at(-1)).toEqual({ doneBytes: CONTENT.length, totalBytes: CONTENT.length });
    expect(leftOver()).toEqual([]);
  });

  it('waits for a server that is slow, as long as something comes', async () => {
    const next: (() => void)[] = [];
    const slowly: Turn = (answer) => {
      answer.writeHead(200, { 'content-length': CONTENT.length });
      const send = (from: number) => {
        next.push(() => send(from + 1_000));
        if (from < CONTENT.length) answer.write(CONTENT.subarray(from, from + 1_000));
        else answer.end();
      };
      send(0);
    };
    const received = await fetchFrom([slowly], {
      onReceived: ({ doneBytes }) => {
        if (doneBytes > 0) next.pop()?.();
      },
    });
    expect(received.map(({ doneBytes }) => doneBytes)).toEqual(Array.from({ length: 11 }, (_, i) => 1_000 * i));
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('follows redirects, and asks for no other encoding than none', async () => {
    const last: Turn = (answer, request) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      whole(CONTENT)(answer, request);
    };
    await fetchFrom([redirect('/elsewhere', 301), redirect('there.pth', 307), last]);
    expect(server?.requests.map(({ path }) => path)).toEqual(['/models/net-00000000.pth', '/elsewhere', '/there.pth']);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });
});

describe('a download that broke off', () => {
  it('goes on where it stood, if the server still has the same file', async () => {
    await fetchFrom([sends(CONTENT, HALF), ranged(CONTENT)], breakAtHalf);
    expect(server?.requests.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [null, null],
      [`bytes=${HALF}-`, ETAG],
    ]);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('begins anew where the server gives no parts', async () => {
    await fetchFrom([sends(OTHER, HALF), whole(CONTENT)], breakAtHalf);
    expect(server?.requests.at(-1)?.range).toBe(`bytes=${HALF}-`);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('begins anew where the server has another file by now', async () => {
    await fetchFrom([sends(OTHER, HALF), ranged(CONTENT, '"two"')], breakAtHalf);
    expect(server?.requests.at(-1)?.ifRange).toBe(ETAG);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it.each([
    ['nothing', {}],
    ['a weak tag', { etag: 'W/"one"' }],
  ])('does not ask for a part where %s says that it is still the same file', async (_, headers) => {
    await fetchFrom([sends(CONTENT, HALF, headers), whole(CONTENT)], breakAtHalf);
    expect(server?.requests.map(({ range }) => range)).toEqual([null, null]);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('is fetched once more from the start where two halves do not make the file', async () => {
    const notes: string[] = [];
    const onNote = (text: string) => void notes.push(text);
    await fetchFrom([sends(OTHER, HALF), ranged(CONTENT), whole(CONTENT)], { ...breakAtHalf, onNote });
    expect(notes).toEqual([expect.stringMatching(/another SHA-256 than it should.*: once more from the start\.$/)]);
    expect(server?.requests.map(({ range }) => range)).toEqual([null, `bytes=${HALF}-`, null]);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('begins anew where the server has less than what is here', async () => {
    await fetchFrom([sends(CONTENT, HALF), status(416), whole(CONTENT)], breakAtHalf);
    expect(server?.requests.map(({ range }) => range)).toEqual([null, `bytes=${HALF}-`, null]);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });

  it('gives up after some breaks without a byte, keeps what it has, and goes on from it when it is started again', async () => {
    const hangsUp: Turn = (answer) => answer.destroy();
    const error = await refusal(fetchFrom([sends(CONTENT, HALF), hangsUp], breakAtHalf));
    expect([error.code, error.message]).toEqual([
      'download_failed',
      expect.stringMatching(/^The download of net-00000000\.pth broke off at 5\.0 kB of 10\.0 kB, and again/),
    ]);
    expect(error.hint).toMatch(/kept: start it again.*model\.weights/);
    expect(server?.requests).toHaveLength(4);
    expect(leftOver()).toEqual(['net-00000000.pth']);
    expect(existsSync(file())).toBe(false);

    await server?.[Symbol.asyncDispose]();
    server = await serveTurns(ranged(CONTENT));
    await fetchAgain();
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
    expect(leftOver()).toEqual([]);
  });

  it.each([
    ['nothing comes', () => undefined],
    ['no more comes', sends(CONTENT, HALF)],
  ] satisfies [string, Turn][])('counts one from which %s as broken', async (_, turn) => {
    const error = await refusal(fetchFrom([turn], { pace: { ...QUICK, stallMs: 40, breaks: 1 } }));
    expect(error.message).toMatch(/broke off at .* of 10\.0 kB, and again .*: nothing came for 0\.04 s\.$/);
  });

  it('takes over what a process left that is gone, and not what one is at work on', async () => {
    const leave = (pid: number, bytes: number) => {
      const left = path.join(folder, '.partial', `net-00000000.pth@${hostname()}-${pid}-abcd`);
      mkdirSync(left, { recursive: true });
      writeFileSync(path.join(left, 'data'), CONTENT.subarray(0, bytes));
      const about = { url: `${server?.address}/models/net-00000000.pth`, validator: ETAG, totalBytes: CONTENT.length };
      writeFileSync(path.join(left, 'about.json'), JSON.stringify(about));
      return path.basename(left);
    };
    server = await serveTurns(ranged(CONTENT));
    const alive = leave(process.pid, 7_000);
    leave(spawnSync(process.execPath, ['--version']).pid, 3_000);
    await fetchAgain();
    expect(server.requests.map(({ range }) => range)).toEqual(['bytes=3000-']);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
    expect(leftOver()).toEqual([alive]);
  });
});

describe('a download that is stopped', () => {
  it('keeps what it has, says so, and goes on from it', async () => {
    const stop = new AbortController();
    const error = await refusal(
      fetchFrom([sends(CONTENT, HALF), ranged(CONTENT)], {
        signal: stop.signal,
        onReceived: ({ doneBytes }) => {
          if (doneBytes === HALF) stop.abort();
        },
      }),
    );
    expect([error.code, error.message]).toEqual([
      'cancelled',
      'The download of net-00000000.pth was stopped at 5.0 kB of 10.0 kB.',
    ]);
    await fetchAgain();
    expect(server?.requests.at(-1)?.range).toBe(`bytes=${HALF}-`);
    expect(new Uint8Array(readFileSync(file()))).toEqual(CONTENT);
  });
});

describe('a download that cannot be', () => {
  it('removes a file with another hash, and says both', async () => {
    const error = await refusal(fetchFrom([whole(OTHER)]));
    expect(error.code).toBe('file_invalid');
    expect(error.message).toContain(`its SHA-256 is ${sha256(OTHER)}`);
    expect(error.message).toContain(`it should begin with ${sha256(CONTENT).slice(0, 8)}.`);
    expect([existsSync(file()), leftOver()]).toEqual([false, []]);
  });

  it.each([
    [404, /^There is no file http:.*\/models\/net-00000000\.pth: the server answers 404\.$/],
    [403, /is not given out: the server answers 403\.$/],
    [503, /cannot be had: the server answers 503\.$/],
  ])('says what an answer of %d means', async (code, sentence) => {
    const error = await refusal(fetchFrom([status(code)]));
    expect([error.code, error.message]).toEqual(['download_failed', expect.stringMatching(sentence)]);
    expect(server?.requests).toHaveLength(1);
    expect(leftOver()).toEqual([]);
  });

  it.each([
    ['in a circle', redirect('/models/net-00000000.pth'), /redirects go in a circle/],
    ['for ever', ((answer, { url }) => redirect(`${url}x`)(answer, {} as never)) satisfies Turn, /more than 10 times/],
    ['to a file', redirect('file:///etc/passwd'), /it redirects to file:\/\/, which is not as safe/],
    ['to nonsense', redirect('http://['), /which is no address/],
  ])('does not follow redirects %s', async (_, turn, sentence) => {
    const error = await refusal(fetchFrom([turn]));
    expect([error.code, error.message]).toEqual(['download_failed', expect.stringMatching(sentence)]);
  });

  it('notices another file by its size, before it is fetched', async () => {
    const error = await refusal(fetchFrom([whole(CONTENT.subarray(0, 800))]));
    expect(error.message).toMatch(/is another file: the server offers 0\.8 kB, and it should be 10\.0 kB\.$/);
  });

  it('says that nobody answers', async () => {
    server = await serveTurns(whole(CONTENT));
    await server[Symbol.asyncDispose]();
    const error = await refusal(fetchAgain());
    expect([error.code, error.message]).toEqual([
      'download_failed',
      expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/models\/net-00000000\.pth cannot be reached: it refuses the connection \(ECONNREFUSED\)\.$/,
      ),
    ]);
    expect(error.hint).toMatch(/HTTPS_PROXY.*FACET_WEIGHTS_MIRROR/);
  });

  it('says how much disk it needs and how much there is, before it begins', async () => {
    const pace = { ...QUICK, freeBytes: async () => 4_000 };
    const error = await refusal(fetchFrom([whole(CONTENT)], { pace }));
    expect(error.code).toBe('disk_full');
    expect(error.message).toMatch(/needs 10\.0 kB more of disk, and 4\.0 kB are free\.$/);
  });

  it('says that its folder may not be written', async () => {
    writeFileSync(path.join(folder, '.partial'), 'a file where a folder has to be');
    const error = await refusal(fetchFrom([whole(CONTENT)]));
    expect([error.code, error.message]).toEqual([
      'file_invalid',
      expect.stringMatching(/cannot be written: the system/),
    ]);
  });
});
