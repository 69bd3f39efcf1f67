import type { X509Certificate } from 'node:crypto';
import { connect, type ConnectionOptions } from 'node:tls';

/** What a server shows to a client of TLS, or the code of the error with which that refuses it. */
export async function handshake(
  server: Pick<ConnectionOptions, 'host' | 'port' | 'servername' | 'ca'>,
): Promise<X509Certificate | string> {
  const socket = connect(server);
  try {
    return await new Promise((resolve, reject) => {
      socket.once('secureConnect', () => resolve(socket.getPeerX509Certificate()!));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.once('close', () => reject(new Error('closed before the handshake was done')));
    });
  } finally {
    socket.destroy();
  }
}
