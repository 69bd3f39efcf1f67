import {
  createSecureServer,
  Http2SecureServer,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** Names are checked, and the address of the tests has none. */
export const frontendName = 'temporal.test';

/**
 * Stands in for a Temporal frontend behind TLS that demands a client certificate: it answers every
 * call with an empty message, and remembers which credentials came with it.
 */
export class TlsFrontend {
  static async start(): Promise<TlsFrontend> {
    const own = certificate(frontendName);
    const client = certificate('client');
    const server = createSecureServer({
      key: own.private,
      cert: own.cert,
      ca: client.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new TlsFrontend(server, own.cert, { cert: client.cert, key: client.private });
  }

  /** `authorization` of the calls so far. */
  readonly authorizations: (string | undefined)[] = [];
  private readonly sessions = new Set<ServerHttp2Session>();

  private constructor(
    private readonly server: Http2SecureServer,
    /** The authority of the frontend's certificate, as PEM. */
    readonly authority: string,
    /** The only client that is let in, as PEM. */
    readonly client: { cert: string; key: string },
  ) {
    server.on('session', session => this.sessions.add(session));
    server.on('stream', (stream: ServerHttp2Stream, headers) => {
      this.authorizations.push(headers.authorization);
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.end(Buffer.alloc(5)); // Not compressed, no bytes.
    });
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.sessions.forEach(session => session.destroy());
    await new Promise(resolve => this.server.close(resolve));
  }
}

/** A key with a certificate that is its own authority. */
function certificate(name: string) {
  return generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
}
