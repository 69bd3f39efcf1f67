import { createServer, connect } from 'node:net';
import { requireFreePort } from '../ports';

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

/** A port that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Waits a little for a port: a process that was killed holds its ports until the last of its threads is gone.
 *
 * @throws Error that names the port and who has it
 */
export async function untilFree(port: number, use: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while ((await isListening(port)) && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await requireFreePort(port, use);
}
