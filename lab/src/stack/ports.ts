import { createServer, connect } from 'node:net';

/** Whether something accepts TCP connections there. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** @throws Error that names the port and its use when somebody else listens there. */
export async function requireFree(port: number, use: string): Promise<void> {
  if (await isListening(port)) {
    throw new Error(`Port ${port} (${use}) is taken by another process. End it, then try again.`);
  }
}

/** A port that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('The operating system gave no port')),
      );
    });
  });
}
