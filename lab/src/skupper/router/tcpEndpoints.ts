import { connect, createServer, Server, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import {
  connect as connectTls,
  createServer as createTlsServer,
  Server as TlsServer,
} from 'node:tls';
import { TcpEndpoint } from '../api/routerConfig';
import { TlsCredentials } from './Peer';

/** How long a server of the cluster may take to accept a connection, ms. */
const CONNECT_TIMEOUT = 10_000;

/**
 * Accepts TCP connections for an address of the network.
 *
 * @param credentials - when the endpoint has a TLS profile: what to show to the clients
 */
export function listenTcp(
  endpoint: TcpEndpoint,
  address: string,
  credentials: TlsCredentials | undefined,
  onConnection: (socket: Duplex) => void,
  log: (line: string) => void,
): Server {
  const accept = (socket: Socket) => {
    socket.on('error', () => {});
    socket.setNoDelay(true);
    onConnection(socket);
  };
  // Nothing is read before there is a way to send it on.
  const options = { allowHalfOpen: true, pauseOnConnect: true };
  const server = credentials
    ? createTlsServer({ ...credentials, allowHalfOpen: true }, accept)
    : createServer(options, accept);
  server.on('tlsClientError', (error: Error) =>
    log(`refused a client of ${endpoint.name}: ${error.message}`),
  );
  server.on('error', error =>
    log(`cannot accept ${endpoint.name} at ${address}:${endpoint.port}: ${error.message}`),
  );
  server.listen(Number(endpoint.port), address);
  return server;
}

/** New clients are shown these from now on; connections that are up stay. */
export function setCredentials(server: Server, credentials: TlsCredentials): void {
  if (server instanceof TlsServer) server.setSecureContext(credentials);
}

/**
 * Connects to the server of a connector.
 * @throws when it does not accept; the message names the connector and the server
 */
export async function connectTcp(
  endpoint: TcpEndpoint,
  resolve: (host: string) => Promise<string>,
  credentials: TlsCredentials | undefined,
): Promise<Duplex> {
  const { host = '', port } = endpoint;
  const failed = (why: string) => new Error(`${endpoint.name} (${host}:${port}): ${why}`);
  const address = await resolve(host).catch((error: Error) => {
    throw failed(error.message);
  });
  return new Promise((done, reject) => {
    const to = { host: address, port: Number(port), allowHalfOpen: true };
    const socket: Socket = credentials
      ? connectTls({
          ...to,
          ...credentials,
          servername: host,
          ...(endpoint.verifyHostname ? {} : { checkServerIdentity: () => undefined }),
        })
      : connect(to);
    const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), CONNECT_TIMEOUT);
    socket.setNoDelay(true);
    const onError = (error: Error) => {
      clearTimeout(timer);
      reject(failed(error.message));
    };
    socket.once('error', onError);
    socket.once(credentials ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.on('error', () => {});
      done(socket);
    });
  });
}
