import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { os } from '#main/features/procedures.ts';
import { startHost } from '#main/headless/server.ts';
import { MOST_SOCKETS } from '#main/headless/sockets.ts';
import { contract } from '#shared/contract/index.ts';
import { createRandom } from '#shared/domain/random.ts';
import { until } from '#tests/helpers/cli.ts';
import { sendRaw, startTestHost, type TestHost } from '#tests/helpers/host.ts';

let at: TestHost;
beforeAll(async () => {
  at = await startTestHost();
});
afterAll(() => at[Symbol.asyncDispose]());

const PROCEDURES = Object.entries(contract).flatMap(([feature, procedures]) =>
  Object.keys(procedures).map((name) => `/rpc/${feature}/${name}`),
);

const clientOf = ({ host }: TestHost): ContractRouterClient<typeof contract> =>
  createORPCClient(new RPCLink({ url: `${host.address}rpc`, headers: { authorization: `Bearer ${host.token}` } }));

describe('who is let in', () => {
  it('is nobody without the token, on any route there is', async () => {
    expect(PROCEDURES.length).toBeGreaterThan(50);
    const strangers = [
      [],
      [`Cookie: facet-${at.port}=${'A'.repeat(43)}`],
      [`Cookie: facet-${at.port}=`],
      ['Authorization: Bearer '],
      [`Authorization: Bearer ${'A'.repeat(43)}`],
    ];
    for (const proof of strangers)
      for (const line of [...PROCEDURES.map((each) => `POST ${each}`), 'GET /media/face/1/1', 'POST /invitation']) {
        const origin = [`Origin: http://${at.name}`, 'Content-Type: application/json'];
        const answer = await sendRaw(at.port, { line, headers: [`Host: ${at.name}`, ...origin, ...proof] });
        expect([line, proof, answer.status]).toEqual([line, proof, 401]);
      }
  });

  it('is a browser that brings the code of a printed address, once, with a cookie that no script reads', async () => {
    const [, code = ''] = at.host.invite().split('#code=');
    const exchange = () =>
      sendRaw(at.port, {
        line: 'POST /session',
        headers: [`Host: ${at.name}`, `Origin: http://${at.name}`],
        body: code,
      });
    const { status, headers } = await exchange();
    expect(status).toBe(204);
    expect(headers['set-cookie']).toBe(`facet-${at.port}=${at.host.token}; Path=/; HttpOnly; SameSite=Strict`);
    const cookie = headers['set-cookie']?.split(';')[0] ?? '';
    const look = await sendRaw(at.port, {
      line: 'GET /session',
      headers: [`Host: ${at.name}`, 'Sec-Fetch-Site: same-origin', `Cookie: ${cookie}`],
    });
    expect([look.status, look.body]).toEqual([200, 'inside']);
    expect((await exchange()).status).toBe(401);
  });

  it('is a program that shows the token, which gets addresses for browsers', async () => {
    const ask = () =>
      fetch(`${at.host.address}invitation`, { method: 'POST', headers: { authorization: `Bearer ${at.host.token}` } });
    const [first, second] = [await (await ask()).text(), await (await ask()).text()];
    expect(first).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${at.port}/#code=[\\w-]{22}$`));
    expect(second).not.toBe(first);
  });

  it('has another token at each start, of 32 bytes', async () => {
    await using other = await startTestHost();
    expect(Buffer.from(at.host.token, 'base64url')).toHaveLength(32);
    expect(other.host.token).not.toBe(at.host.token);
  });
});

describe('a call', () => {
  it('is answered, with its error in words', async () => {
    const client = clientOf(at);
    expect(await client.settings.get()).toMatchObject({ theme: 'system' });
    await expect(client.jobs.get({ jobId: 'none' as never })).rejects.toMatchObject({
      code: 'not_found',
      data: { hint: expect.any(String) },
    });
  });

  it('that no procedure answers is told so', async () => {
    const answer = await sendRaw(at.port, {
      line: 'POST /rpc/runs/invent',
      headers: [`Host: ${at.name}`, ...at.asPage],
      body: '{}',
    });
    expect([answer.status, answer.body]).toEqual([404, 'There is no such procedure.']);
  });

  it('is cut off where more comes than was allowed, though no length was declared', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(
        {
          port: at.port,
          host: '127.0.0.1',
          path: '/rpc/settings/change',
          method: 'POST',
          headers: { authorization: `Bearer ${at.host.token}`, 'content-type': 'application/json' },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      call.on('error', reject);
      for (let mb = 0; mb < 9; mb++) call.write(Buffer.alloc(2 ** 20, 32)); // chunked
      call.end();
    });
    expect(status).toBe(413);
  });
});

describe('every answer', () => {
  it('has the headers that keep a browser from making more of it, and never one that lets other pages read it', async () => {
    const lines = [
      'GET /',
      'GET /assets/main-1a2b3c4d.js',
      'GET /none.js',
      'GET /media/none',
      'POST /rpc/runs/none',
      'OPTIONS /rpc/runs/list',
      'GET http://evil.example/',
    ];
    for (const line of lines)
      for (const headers of [
        [`Host: ${at.name}`, ...at.asPage],
        [`Host: ${at.name}`, 'Origin: http://evil.example'],
        ['Host: evil.example'],
      ]) {
        const answer = await sendRaw(at.port, { line, headers });
        const names = Object.keys(answer.headers);
        expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(answer.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        });
      }
  });

  it('to an address that is none, or climbs, holds nothing but the pages', async () => {
    const seen = new Set<string>();
    for (const target of climbingPaths(2_000)) {
      const answer = await sendRaw(at.port, {
        line: `GET ${target}`,
        headers: [`Host: ${at.name}`, ...at.asPage.slice(0, 3)],
      });
      seen.add(answer.body.replace(/nonce="[^"]*"/, ''));
    }
    const pages = ['<!doctype html><meta property="csp-nonce"  />', 'export const a = 1;\n'];
    const sentences = ['There is nothing here.', 'There is no such file.', 'There is no such image.', ''];
    expect([...seen].filter((body) => ![...pages, ...sentences].includes(body))).toEqual([]);
  });

  it('keeps the token out of every file, also where it fails', async () => {
    await using broken = await startTestHost({
      change: (backend) => ({
        ...backend,
        media: () => Promise.reject(new Error('broken on purpose')),
      }),
    });
    const { host, port, name, asPage, workspace } = broken;
    const [, code = ''] = host.invite().split('#code=');
    for (const line of [
      `GET /media/${host.token}?token=${host.token}`,
      'POST /rpc/runs/none',
      'GET /runs',
      `POST /session?code=${code}`,
    ]) {
      const headers = [
        `Host: ${name}`,
        ...asPage,
        `Authorization: Bearer ${host.token}`,
        `Referer: http://${name}/?${host.token}`,
      ];
      for (const each of [headers, headers.filter((header) => !header.startsWith('Authorization'))])
        await sendRaw(port, { line, headers: each, body: line.startsWith('POST') ? '{}' : '' });
    }
    const files = readdirSync(workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name: file }) => file)).toContain('facet.log');
    for (const { parentPath, name: file } of files) {
      const text = readFileSync(path.join(parentPath, file), 'latin1');
      expect([file, text.includes(host.token), text.includes(code)]).toEqual([file, false, false]);
    }
    expect(readFileSync(path.join(workspace, 'logs', 'facet.log'), 'utf8')).toContain('broken on purpose');
  });
});

describe('events', () => {
  it('come as they happen, and end with the listener that went away', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    const events = os.events.router({
      subscribe: os.events.subscribe.handler(async function* ({ signal }) {
        try {
          yield { session: 's', event: { seq: 1, atMs: 0, body: { topic: 'queue.changed' as const } } };
          await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        } finally {
          end(signal?.aborted ? 'aborted' : 'left');
        }
      }),
    });
    await using heard = await startTestHost({
      change: (backend) => ({ ...backend, router: { ...backend.router, events } as typeof backend.router }),
    });
    const socket = connect(heard.port, '127.0.0.1');
    const body = JSON.stringify({ json: { after: null, session: null } });
    socket.write(
      `${[`POST /rpc/events/subscribe HTTP/1.1`, `Host: ${heard.name}`, ...heard.asPage, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`,
    );
    let text = '';
    for await (const chunk of socket) {
      text += String(chunk);
      if (text.includes('queue.changed')) break; // which closes the connection
    }
    expect(text).toMatch(/content-type: text\/event-stream/i);
    expect(await ended).toBe('aborted');
  });
});

describe('a crowd', () => {
  it('of idle connections does not keep the user out', async () => {
    const crowd: Socket[] = [];
    const join = () =>
      new Promise<void>((resolve) => {
        const socket = connect(at.port, '127.0.0.1', () => {
          socket.write('POST /rpc/runs/list HTTP/1.1\r\nHost: 1');
          resolve();
        });
        socket.on('error', () => resolve()).resume();
        crowd.push(socket);
      });
    const client = clientOf(at);
    const took: number[] = [];
    for (let round = 0; round < 50; round++) {
      await Promise.all(Array.from({ length: 20 }, join));
      const startedMs = performance.now();
      await client.settings.get();
      took.push(performance.now() - startedMs);
    }
    took.sort((a, b) => a - b);
    expect(took[Math.floor(0.95 * took.length)]).toBeLessThan(5_000);
    expect(crowd.length).toBe(1_000);
    await until('all but the most that may be connected were closed', () => {
      return crowd.filter(({ destroyed }) => !destroyed).length <= MOST_SOCKETS;
    });
    for (const socket of crowd) socket.destroy();
  });

  it('of headers beyond 16 kB is refused', async () => {
    const answer = await sendRaw(at.port, { line: 'GET /', headers: [`Host: ${at.name}`, `X: ${'x'.repeat(20_000)}`] });
    expect(answer.status).toBe(431);
  });
});

describe('a port', () => {
  it('that is taken is named', async () => {
    const { backend, port } = at;
    const pagesFolder = path.join(at.workspace, '..', 'pages');
    await expect(startHost({ backend, port, pagesFolder })).rejects.toThrow(
      `Port ${port} is in use by another program.`,
    );
  });
});

/** Addresses that servers were tricked with: climbing in every notation, siblings with the same beginning, schemes, fragments, device names. */
function climbingPaths(count: number): readonly string[] {
  const random = createRandom(35, 0);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T; // never empty
  const up = ['..', '%2e%2e', '.%2e', '%2e.', '%252e%252e', '..%00', '..;', '%c0%ae%c0%ae', '...', '.'];
  const slash = ['/', '//', '%2f', '%252f', '\\', '%5c', '%255c', '%c0%af', '/./'];
  const from = [
    '',
    '/assets',
    '/media',
    '/media/face',
    '/pages',
    '/pages-secret',
    '/runs',
    '/rpc',
    '/session',
    '/file:',
    '/C:',
    '/\\\\host',
  ];
  const to = [
    'index.html',
    'etc/passwd',
    'facet.sqlite',
    'workspace/facet.sqlite',
    'logs/facet.log',
    'package.json',
    '.stamp.json',
    'dev/zero',
    'NUL',
    '',
  ];
  const tail = ['', '#', '?', '%00', '%00.js', '?file=/etc/passwd', '#/etc/passwd', '/', '.js', '%20'];
  return Array.from({ length: count }, () => {
    const climb = Array.from({ length: Math.floor(random.next() * 6) }, () => pick(up) + pick(slash)).join('');
    return `${pick(from)}${pick(slash)}${climb}${pick(to)}${pick(tail)}`.replaceAll(' ', '%20');
  });
}
