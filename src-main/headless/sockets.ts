/**
 * How many may be connected at once. Whoever has not shown the token yet gives way to whoever comes after: a crowd of idle connections
 * cannot keep the user's own browser out.
 */
import type { Server, Socket } from 'node:net';

export const MOST_SOCKETS = 64;

export type SocketLimit = {
  /** Its request showed the token: it stays. */
  readonly prove: (socket: Socket) => void;
};

export function limitSockets(server: Server, most = MOST_SOCKETS): SocketLimit {
  const unproven = new Set<Socket>(); // in the order they came
  const proven = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (unproven.size + proven.size >= most) {
      const [oldest] = unproven;
      (oldest ?? socket).destroy();
      if (oldest === undefined) return;
      unproven.delete(oldest);
    }
    unproven.add(socket);
    socket.once('close', () => {
      unproven.delete(socket);
      proven.delete(socket);
    });
  });
  return {
    prove: (socket) => {
      if (unproven.delete(socket)) proven.add(socket);
    },
  };
}
