import {
  createSecureServer,
  Http2SecureServer,
  IncomingHttpHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import { Duplex } from 'node:stream';
import { HTTP2_OPTIONS, widen } from './http2Settings';
import { LinkHost, Peer, TlsCredentials } from './Peer';
import {
  decodeHeader,
  encodeHeader,
  HEADER,
  Hello,
  Message,
  OpenRequest,
  readMessages,
  writeMessage,
} from './protocol';
import { splice } from './splice';
import { Timings } from './timings';
import { watchSilence } from './watchSilence';

/** Versions of a TLS profile: the one that holds now, and the oldest whose connections may stay. */
export interface ProfileVersion {
  ordinal?: number;
  oldestValidOrdinal?: number;
}

/** A port on which this router takes links. */
export interface LinkAcceptor {
  /**
   * New connections are checked against these from now on; those of before are ended when their
   * version is too old.
   */
  setCredentials(credentials: TlsCredentials, version: ProfileVersion): void;
  close(): void;
}

/** How long to wait for the stream that was asked for, ms. */
const OPEN_TIMEOUT = 10_000;

/**
 * Takes links of other routers: TLS 1.3, and only from who has a certificate of the authority in
 * `credentials.ca`.
 *
 * @param access - identity of this access point, told to those who link to it
 * @param onListening - called with the error when the address cannot be bound
 */
export function acceptLinks(
  at: { address: string; port: number; access: string; version?: ProfileVersion },
  credentials: TlsCredentials,
  host: LinkHost,
  timings: Timings,
): LinkAcceptor {
  const sessions = new Map<ServerHttp2Session, number>();
  let ordinal = at.version?.ordinal ?? 0;
  const server: Http2SecureServer = createSecureServer({
    ...HTTP2_OPTIONS,
    ...credentials,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    handshakeTimeout: timings.connect,
  });
  server.on('session', session => {
    sessions.set(session, ordinal);
    session.once('close', () => sessions.delete(session));
    takeLink(session, at.access, host, timings);
  });
  server.on('tlsClientError', error =>
    host.log(`refused a link at port ${at.port}: ${error.message}`),
  );
  server.on('sessionError', () => {});
  server.on('error', error =>
    host.log(`cannot take links at ${at.address}:${at.port}: ${error.message}`),
  );
  server.listen(at.port, at.address);
  return {
    setCredentials(next, version) {
      server.setSecureContext({ ...next, minVersion: 'TLSv1.3' });
      ordinal = version.ordinal ?? 0;
      const { oldestValidOrdinal = 0 } = version;
      sessions.forEach((since, session) => since < oldestValidOrdinal && session.destroy());
    },
    close() {
      server.close();
      sessions.forEach((_, session) => session.destroy());
    },
  };
}

function takeLink(session: ServerHttp2Session, access: string, host: LinkHost, timings: Timings) {
  const questions = new Map<number, (stream: ServerHttp2Stream | Error) => void>();
  const { remoteAddress } = session.socket;
  let peer: Peer | undefined;
  let reason = 'the other side closed it';
  const close = (why: string) => {
    reason = why;
    session.destroy();
  };
  const greeting = setTimeout(() => close('no greeting'), timings.connect);
  const stopWatch = watchSilence(
    () => session.socket?.bytesRead ?? 0,
    timings,
    () => close('nothing came for too long'),
  );
  widen(session);
  session.on('error', error => {
    reason = error.message;
  });
  session.once('close', () => {
    clearTimeout(greeting);
    stopWatch();
    questions.forEach(answer => answer(new Error('the link broke')));
    if (!peer) return;
    host.log(`link from ${peer.router} is down: ${reason}`);
    host.onDown(peer);
  });
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {});
    if (headers[HEADER.kind] === 'control' && !peer) {
      clearTimeout(greeting);
      const hello = decodeHeader<Hello>(headers[HEADER.request]);
      stream.respond({
        ':status': 200,
        [HEADER.answer]: encodeHeader({ router: host.router, access } satisfies Hello),
      });
      stream.once('close', () => session.destroy());
      const accepted = acceptedPeer(hello.router, stream, questions, close);
      peer = accepted;
      host.log(`link from ${hello.router} (${remoteAddress}) is up`);
      readMessages(stream, message => {
        if (message.failed) questions.get(message.failed.id)?.(new Error(message.failed.reason));
        else host.onMessage(message, accepted);
      });
      host.onUp(accepted);
    } else if (headers[HEADER.kind] === 'answer') {
      const answer = questions.get(Number(headers[HEADER.answer]));
      if (!answer) return void stream.close();
      stream.respond({ ':status': 200 });
      answer(stream);
    } else if (peer) {
      serveOpen(stream, decodeHeader<OpenRequest>(headers[HEADER.request]), peer, host);
    } else {
      stream.close();
    }
    return undefined;
  });
}

function acceptedPeer(
  router: string,
  control: Duplex,
  questions: Map<number, (stream: ServerHttp2Stream | Error) => void>,
  close: (reason: string) => void,
): Peer {
  let lastId = 0;
  return {
    router,
    send: (message: Message) => writeMessage(control, message),
    close,
    open: request =>
      new Promise<Duplex>((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        const timer = setTimeout(
          () => questions.get(id)?.(new Error('no answer in time')),
          OPEN_TIMEOUT,
        );
        questions.set(id, answer => {
          questions.delete(id);
          clearTimeout(timer);
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        });
        writeMessage(control, { open: { id, ...request } });
      }),
  };
}

/** The dialling side opened a stream: makes the onward connection and joins them. */
async function serveOpen(
  stream: ServerHttp2Stream,
  request: OpenRequest,
  peer: Peer,
  host: LinkHost,
): Promise<void> {
  try {
    const onward = await host.onOpen(request, peer);
    if (stream.destroyed) {
      onward.destroy();
      return;
    }
    stream.respond({ ':status': 200 });
    splice(stream, onward);
  } catch (error) {
    if (stream.destroyed) return;
    const reason = encodeURIComponent((error as Error).message);
    stream.respond({ ':status': 502, [HEADER.reason]: reason }, { endStream: true });
  }
}
