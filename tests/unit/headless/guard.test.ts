import { describe, expect, it } from 'vitest';
import { cookieName, judge, type RequestFacts, type Verdict } from '#main/headless/guard.ts';
import { MOST_PART_BYTES } from '#shared/contract/files.ts';

const PORT = 4280;
const HOST = `127.0.0.1:${PORT}`;
const TOKEN = 'the-token-of-this-start-of-the-host-0123456';
const gate = { port: PORT, token: TOKEN };
const COOKIE = `${cookieName(PORT)}=${TOKEN}`;

type Pairs = readonly (readonly [string, string])[];
const request = (method: string, target: string, headers: Pairs): RequestFacts => ({ method, target, headers });
const status = (verdict: Verdict): number => (verdict.kind === 'allowed' ? 200 : verdict.status);

const JSON_BODY: Pairs = [
  ['content-type', 'application/json'],
  ['content-length', '2'],
];
/** A call as our own page makes it. */
const call = (
  changes: { readonly host?: Pairs; readonly proof?: Pairs; readonly origin?: Pairs; readonly body?: Pairs } = {},
) =>
  request('POST', '/rpc/runs/list', [
    ...(changes.host ?? [['host', HOST]]),
    ...(changes.proof ?? [['cookie', COOKIE]]),
    ...(changes.origin ?? [
      ['origin', `http://${HOST}`],
      ['sec-fetch-site', 'same-origin'],
    ]),
    ...(changes.body ?? JSON_BODY),
  ]);

/** Names that a page elsewhere could make lead here, or that look like ours (DNS rebinding). */
const FOREIGN_HOSTS = [
  '',
  '127.0.0.1',
  'localhost',
  `127.0.0.1:${PORT + 1}`,
  `localhost:${PORT + 1}`,
  `127.0.0.1:0${PORT}`,
  `127.0.0.1:${PORT}0`,
  `127.0.0.1:${PORT} `,
  ` 127.0.0.1:${PORT}`,
  `127.0.0.1:${PORT}/`,
  `127.0.0.1:${PORT}.evil.example`,
  `127.0.0.1:${PORT}@evil.example`,
  `evil.example:${PORT}`,
  'evil.example',
  `127.evil.example:${PORT}`,
  `127.0.0.1.evil.example:${PORT}`,
  `localhost.evil.example:${PORT}`,
  `evil-localhost:${PORT}`,
  `notlocalhost:${PORT}`,
  `LOCALHOST:${PORT}`,
  `Localhost:${PORT}`,
  `localhost.:${PORT}`,
  `127.0.0.1.:${PORT}`,
  `user@127.0.0.1:${PORT}`,
  `user:pass@localhost:${PORT}`,
  `127.0.0.2:${PORT}`,
  `127.1:${PORT}`,
  `127.0.1:${PORT}`,
  `2130706433:${PORT}`,
  `0x7f000001:${PORT}`,
  `0177.0.0.1:${PORT}`,
  `0.0.0.0:${PORT}`,
  `[::1]:${PORT}`,
  `[::]:${PORT}`,
  `[::ffff:127.0.0.1]:${PORT}`,
  `127.0.0.1:${PORT},evil.example`,
  `evil.example, 127.0.0.1:${PORT}`,
  `127.0.0.1\u0000:${PORT}`,
  `http://127.0.0.1:${PORT}`,
  `１２７.0.0.1:${PORT}`,
];

const FOREIGN_ORIGINS = [
  'null',
  '',
  'http://evil.example',
  'https://evil.example',
  `https://${HOST}`,
  'http://127.0.0.1',
  'http://localhost',
  `http://127.0.0.1:${PORT + 1}`,
  `http://localhost:${PORT + 1}`,
  `http://localhost:${PORT}`, // ours by another name: not the one that was asked
  `http://127.0.0.1:${PORT}0`,
  `http://127.0.0.1:${PORT}/`,
  `http://127.0.0.1:${PORT}.evil.example`,
  `http://127.0.0.1:${PORT}@evil.example`,
  `http://evil.example:${PORT}`,
  `http://127.0.0.1.evil.example:${PORT}`,
  `http://evil127.0.0.1:${PORT}`,
  `http://user@127.0.0.1:${PORT}`,
  `HTTP://127.0.0.1:${PORT}`,
  ` http://127.0.0.1:${PORT}`,
  `http://127.0.0.1:${PORT} http://evil.example`,
  `http://[::1]:${PORT}`,
  `http://0.0.0.0:${PORT}`,
  `http://127.0.0.2:${PORT}`,
  'file://',
  'app://ui',
  'chrome-extension://abcdefghijklmnop',
  'moz-extension://1234',
  'vscode-webview://1234',
  'data:',
];

describe('the Host of a request', () => {
  it('is one of two, letter by letter', () => {
    for (const host of [HOST, `localhost:${PORT}`])
      expect(status(judge(call({ host: [['host', host]], origin: [['origin', `http://${host}`]] }), gate))).toBe(200);
    expect(FOREIGN_HOSTS).toHaveLength(40);
    for (const host of FOREIGN_HOSTS)
      expect([host, status(judge(call({ host: [['host', host]] }), gate))]).toEqual([host, 403]);
  });

  it('is there, and once', () => {
    expect(status(judge(call({ host: [] }), gate))).toBe(403);
    for (const other of [HOST, 'evil.example'])
      expect(
        status(
          judge(
            call({
              host: [
                ['host', HOST],
                ['host', other],
              ],
            }),
            gate,
          ),
        ),
      ).toBe(403);
  });

  it('may leave out the port that HTTP implies, there only', () => {
    const facts = request('GET', '/', [['host', 'localhost']]);
    expect(status(judge(facts, { ...gate, port: 80 }))).toBe(200);
    expect(status(judge(facts, gate))).toBe(403);
  });
});

describe('the address of a request', () => {
  const get = (target: string) => judge(request('GET', target, [['host', HOST]]), gate);

  it('is a path: no absolute form, no authority, nothing that a URL has not', () => {
    for (const target of [
      `http://${HOST}/`,
      'http://evil.example/',
      '*',
      '',
      'evil.example:443',
      '//evil.example/',
      '/\\evil.example',
      '/a\\..\\b',
      '/a b',
      '/a\u0000b',
      '/<script>',
      '/rpc',
      '/rpc/',
      '/rpc/runs',
      '/rpc/runs/list/',
      '/rpc/runs/list/more',
      '/rpc/../session',
      '/rpc/runs%2flist',
    ])
      expect([target, status(get(target))]).toEqual([target, 404]);
  });

  it('has its methods and no other', () => {
    const allowed: Readonly<Record<string, readonly string[]>> = {
      '/': ['GET', 'HEAD'],
      '/assets/main-1a2b3c4d.js': ['GET', 'HEAD'],
      '/session': ['GET', 'POST'],
      '/invitation': ['POST'],
      '/rpc/runs/list': ['POST'],
      '/rpc/files/upload': ['POST'],
      '/media/face/12/1': ['GET'],
    };
    for (const [target, methods] of Object.entries(allowed))
      for (const method of [
        'GET',
        'HEAD',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'OPTIONS',
        'TRACE',
        'CONNECT',
        'PROPFIND',
      ]) {
        const headers: Pairs = [['host', HOST], ['authorization', `Bearer ${TOKEN}`], ...JSON_BODY];
        const verdict = judge(request(method, target, method === 'POST' ? headers : headers.slice(0, 2)), gate);
        expect([target, method, status(verdict) === 405]).toEqual([target, method, !methods.includes(method)]);
      }
  });
});

describe('the token', () => {
  it('lets in as cookie or bearer, once, and whole', () => {
    expect(status(judge(call(), gate))).toBe(200);
    expect(status(judge(call({ proof: [['cookie', `theme=dark; ${COOKIE}; other=1`]] }), gate))).toBe(200);
    const bearer = judge(call({ proof: [['authorization', `Bearer ${TOKEN}`]], origin: [] }), gate);
    expect(status(bearer)).toBe(200);
  });

  it('is wanted for everything but the pages and the exchange of a code', () => {
    const open = [
      ['GET', '/'],
      ['GET', '/runs/1'],
      ['GET', '/assets/main-1a2b3c4d.js'],
      ['GET', '/session'],
      ['POST', '/session'],
    ];
    const closed = [
      ['POST', '/invitation'],
      ['POST', '/rpc/runs/list'],
      ['POST', '/rpc/files/upload'],
      ['GET', '/media/face/12/1'],
    ];
    const ask = ([method = '', target = '']: readonly string[]) =>
      status(
        judge(
          request(method, target, [
            ['host', HOST],
            ['sec-fetch-site', 'same-origin'],
            ...(target.startsWith('/rpc') ? JSON_BODY : []),
          ]),
          gate,
        ),
      );
    expect(open.map(ask)).toEqual(open.map(() => 200));
    expect(closed.map(ask)).toEqual(closed.map(() => 401));
  });

  it('does not let in where it is wrong, cut, longer, of another port, or shown in another way', () => {
    const proofs: Pairs[] = [
      [],
      [['cookie', '']],
      [['cookie', `${cookieName(PORT)}=`]],
      [['cookie', `${cookieName(PORT)}=${TOKEN.slice(0, -1)}`]],
      [['cookie', `${cookieName(PORT)}=${TOKEN}x`]],
      [['cookie', `${cookieName(PORT)}=${TOKEN.toUpperCase()}`]],
      [['cookie', `${cookieName(PORT + 1)}=${TOKEN}`]],
      [['cookie', `x${COOKIE}`]],
      [['authorization', TOKEN]],
      [['authorization', `bearer ${TOKEN}`]],
      [['authorization', `Basic ${TOKEN}`]],
      [['authorization', 'Bearer ']],
      [['authorization', `Bearer ${TOKEN}x`]],
      [['x-token', TOKEN]],
      [
        ['authorization', 'Bearer wrong'],
        ['cookie', COOKIE],
      ],
      [
        ['authorization', `Bearer ${TOKEN}`],
        ['authorization', `Bearer ${TOKEN}`],
      ],
    ];
    for (const proof of proofs) expect([proof, status(judge(call({ proof }), gate))]).toEqual([proof, 401]);
  });

  it('as a cookie gives no new way in to another program', () => {
    const facts = request('POST', '/invitation', [
      ['host', HOST],
      ['cookie', COOKIE],
      ['origin', `http://${HOST}`],
    ]);
    expect(status(judge(facts, gate))).toBe(401);
  });
});

describe('the page that asks', () => {
  it('is ours: no other origin gets through, by any route', () => {
    expect(FOREIGN_ORIGINS).toHaveLength(30);
    for (const origin of FOREIGN_ORIGINS) {
      const from: Pairs = [
        ['host', HOST],
        ['cookie', COOKIE],
        ['origin', origin],
      ];
      for (const facts of [
        request('GET', '/', from),
        request('GET', '/media/face/12/1', from),
        request('POST', '/session', from),
        request('POST', '/rpc/runs/list', [...from, ...JSON_BODY]),
        request('POST', '/rpc/runs/list', [...from, ['authorization', `Bearer ${TOKEN}`], ...JSON_BODY]),
      ])
        expect([origin, facts.target, status(judge(facts, gate))]).toEqual([origin, facts.target, 403]);
    }
  });

  it('is ours by what the browser says of its site as well', () => {
    for (const site of ['cross-site', 'same-site', 'none', 'nonsense'])
      expect([site, status(judge(call({ origin: [['sec-fetch-site', site]] }), gate))]).toEqual([site, 403]);
    expect(status(judge(call({ origin: [['sec-fetch-site', 'same-origin']] }), gate))).toBe(200);
  });

  it('says who it is, unless a program shows the token', () => {
    expect(status(judge(call({ origin: [] }), gate))).toBe(403);
    expect(status(judge(call({ origin: [], proof: [['authorization', `Bearer ${TOKEN}`]] }), gate))).toBe(200);
  });

  it('may be opened by a link elsewhere, in a tab of its own and not in a frame', () => {
    const open = (mode: string, dest: string) =>
      status(
        judge(
          request('GET', '/runs/1', [
            ['host', HOST],
            ['sec-fetch-site', 'cross-site'],
            ['sec-fetch-mode', mode],
            ['sec-fetch-dest', dest],
          ]),
          gate,
        ),
      );
    expect(open('navigate', 'document')).toBe(200);
    for (const [mode, dest] of [
      ['navigate', 'iframe'],
      ['navigate', 'embed'],
      ['no-cors', 'script'],
      ['no-cors', 'image'],
      ['cors', 'empty'],
    ] as const)
      expect([dest, open(mode, dest)]).toEqual([dest, 403]);
  });

  it('is nobody where the user opens an image alone', () => {
    const facts = request('GET', '/media/face/12/1', [
      ['host', HOST],
      ['cookie', COOKIE],
      ['sec-fetch-site', 'none'],
    ]);
    expect(status(judge(facts, gate))).toBe(200);
  });
});

describe('the body', () => {
  const sized = (bytes: number): Pairs => [
    ['content-type', 'application/json'],
    ['content-length', String(bytes)],
  ];
  const MB = 2 ** 20;

  it('is refused by its declared length, before it is read', () => {
    expect(status(judge(call({ body: sized(8 * MB) }), gate))).toBe(200);
    expect(status(judge(call({ body: sized(8 * MB + 1) }), gate))).toBe(413);
    expect(MOST_PART_BYTES).toBeLessThan(8 * MB);
    const code: Pairs = [
      ['host', HOST],
      ['origin', `http://${HOST}`],
      ['content-length', '2000'],
    ];
    expect(status(judge(request('POST', '/session', code), gate))).toBe(413);
  });

  it('is not taken where there is nothing to send', () => {
    for (const header of [
      ['content-length', '1'],
      ['transfer-encoding', 'chunked'],
    ] as const)
      expect(status(judge(request('GET', '/', [['host', HOST], header]), gate))).toBe(413);
  });

  it('of a call is JSON or a form with files, nothing that any page can send', () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
      expect([type, status(judge(call({ body: [['content-type', type]] }), gate))]).toEqual([type, 415]);
    expect(status(judge(call({ body: [] }), gate))).toBe(415);
  });
});
