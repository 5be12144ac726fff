import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { isOwnUser, ownerOf } from '#main/headless/peer.ts';

/** Of proc(5): the host at port 4280 (10B8), a browser at 40000 (9C40) of user 1000, another user's at 40001, and a stranger's far away. */
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:10B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 0100007F:10B8 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 112 1 0 20 4 0 10 -1
   2: 0100007F:9C40 0100007F:10B8 01 00000000:00000000 00:00000000 00000000  1000        0 113 1 0 20 4 0 10 -1
   3: 0100007F:9C41 0100007F:10B8 01 00000000:00000000 00:00000000 00000000  1001        0 114 1 0 20 4 0 10 -1
   4: 0200A8C0:9C42 08080808:10B8 01 00000000:00000000 00:00000000 00000000  1002        0 115 1 0 20 4 0 10 -1
   5: 0000000000000000FFFF00000100007F:9C43 0000000000000000FFFF00000100007F:10B8 01 00000000:00000000 00:00000000 00000000  1003        0 116 1
`;

it('finds who owns the socket at the other end, not the host’s own end of it', () => {
  const owner = (peerPort: number) => ownerOf(TABLE, { peerPort, ownPort: 4280 });
  expect([40_000, 40_001, 40_003].map(owner)).toEqual([1_000, 1_001, 1_003]);
  expect([40_002, 40_004].map(owner)).toEqual([null, null]);
});

it('takes a connection of this very user for what it is', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo; // listens on TCP
  const client = connect(ownPort, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  expect(await isOwnUser({ peerPort: socket.remotePort ?? 0, ownPort })).toBe(true);
  client.destroy();
  server.close();
});
