import { ClientHttp2Session, ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, ConnectionOptions } from 'node:tls';
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

/** Where a link leads. */
export interface LinkTarget {
  host: string;
  port: number;
  /** Source address of the connection. */
  localAddress?: string;
  /**
   * Address to connect to when `host` is a name that only the cluster knows; the certificate must
   * still be for `host`.
   */
  resolve(host: string): Promise<string>;
  credentials(): TlsCredentials;
}

/** A link that this router dials. */
export interface LinkDialer {
  /** The access point of the other router, while the link is up and after that. */
  access(): string | undefined;
  /** Whether it is up, or was a moment ago. */
  seemsUp(): boolean;
  stop(): void;
}

/** Keeps a link up until it is stopped: dials, and dials again whenever it breaks. */
export function dialLink(target: LinkTarget, host: LinkHost, timings: Timings): LinkDialer {
  let stopped = false;
  let up = false;
  let brokenAt = 0;
  let access: string | undefined;
  let attempt = 0;
  let lastProblem = '';
  let timer: NodeJS.Timeout | undefined;
  let abort = (_: string) => {};

  const run = async () => {
    const link = await establish(target, host, timings, onAbort => {
      abort = onAbort;
    });
    if (stopped) return link.close('stopped');
    attempt = 0;
    lastProblem = '';
    access = link.hello.access;
    up = true;
    host.log(`link to ${target.host}:${target.port} is up (router ${link.hello.router})`);
    host.onUp(link.peer);
    const reason = await link.closed;
    up = false;
    brokenAt = Date.now();
    host.log(`link to ${target.host}:${target.port} is down: ${reason}`);
    host.onDown(link.peer);
    return undefined;
  };
  const loop = () => {
    run()
      .catch((error: Error) => {
        // An unreachable hub is dialled for hours; it is said once.
        if (error.message !== lastProblem && !stopped) {
          host.log(`no link to ${target.host}:${target.port}: ${error.message}`);
        }
        lastProblem = error.message;
      })
      .finally(() => {
        if (stopped) return;
        const pause = timings.retry[Math.min(attempt, timings.retry.length - 1)];
        attempt += 1;
        timer = setTimeout(loop, pause);
      });
  };
  loop();
  return {
    access: () => access,
    seemsUp: () => up || Date.now() - brokenAt < timings.closed,
    stop() {
      stopped = true;
      clearTimeout(timer);
      abort('stopped');
    },
  };
}

interface Established {
  hello: Hello;
  peer: Peer;
  /** Resolves with the reason when the link is down. */
  closed: Promise<string>;
  close(reason: string): void;
}

async function establish(
  target: LinkTarget,
  host: LinkHost,
  timings: Timings,
  onAbort: (abort: (reason: string) => void) => void,
): Promise<Established> {
  const address = await target.resolve(target.host);
  return new Promise((resolve, reject) => {
    const options: ConnectionOptions & { localAddress?: string } = {
      host: address,
      port: target.port,
      localAddress: target.localAddress,
      ...target.credentials(),
      // The name in the certificate is checked against this.
      servername: isIP(target.host) ? undefined : target.host,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['h2'],
    };
    const socket = connectTls(options);
    const session = connectHttp2(`https://${target.host}:${target.port}`, {
      ...HTTP2_OPTIONS,
      createConnection: () => socket,
    });
    let reason = 'the other side closed it';
    const close = (why: string) => {
      reason = why;
      session.destroy();
      socket.destroy();
    };
    onAbort(close);
    const timer = setTimeout(() => close('no answer in time'), timings.connect);
    const problem = (error: Error) => {
      reason = error.message;
    };
    socket.on('error', problem);
    session.on('error', problem);
    const closed = new Promise<string>(done => {
      session.once('close', () => {
        clearTimeout(timer);
        reject(new Error(reason));
        done(reason);
      });
    });
    session.once('connect', () => {
      widen(session);
      const control = session.request({
        ':method': 'CONNECT',
        ':authority': 'control',
        [HEADER.kind]: 'control',
        [HEADER.request]: encodeHeader({ router: host.router } satisfies Hello),
      });
      control.on('error', problem);
      control.once('close', () => session.destroy());
      control.once('response', headers => {
        clearTimeout(timer);
        const hello = decodeHeader<Hello>(headers[HEADER.answer]);
        const peer = dialledPeer(hello.router, session, control, close);
        const stopWatch = watchSilence(
          () => socket.bytesRead,
          timings,
          () => close('nothing came for too long'),
        );
        session.once('close', stopWatch);
        readMessages(control, message => {
          if (message.open) answerOpen(message.open, peer, session, host);
          else host.onMessage(message, peer);
        });
        resolve({ hello, peer, closed, close });
      });
    });
  });
}

function dialledPeer(
  router: string,
  session: ClientHttp2Session,
  control: Duplex,
  close: (reason: string) => void,
): Peer {
  return {
    router,
    send: (message: Message) => writeMessage(control, message),
    close,
    open: request =>
      new Promise<Duplex>((resolve, reject) => {
        if (session.destroyed || session.closed) {
          reject(new Error('the link is down'));
          return;
        }
        const stream = connectStream(session, { [HEADER.request]: encodeHeader(request) });
        stream.once('response', headers => {
          if (headers[':status'] === 200) resolve(stream);
          else {
            stream.destroy();
            reject(new Error(decodeURIComponent(String(headers[HEADER.reason] ?? 'refused'))));
          }
        });
        stream.once('error', reject);
        stream.once('close', () => reject(new Error('the link broke')));
      }),
  };
}

function connectStream(
  session: ClientHttp2Session,
  headers: Record<string, string>,
): ClientHttp2Stream {
  const stream = session.request({ ':method': 'CONNECT', ':authority': 'tcp', ...headers });
  stream.on('error', () => {});
  return stream;
}

/** The other side wants a stream to this router: makes the onward connection, then the stream. */
async function answerOpen(
  { id, ...request }: OpenRequest & { id: number },
  peer: Peer,
  session: ClientHttp2Session,
  host: LinkHost,
): Promise<void> {
  try {
    const onward = await host.onOpen(request, peer);
    if (session.destroyed || session.closed) {
      onward.destroy();
      return;
    }
    splice(
      connectStream(session, { [HEADER.kind]: 'answer', [HEADER.answer]: String(id) }),
      onward,
    );
  } catch (error) {
    peer.send({ failed: { id, reason: (error as Error).message } });
  }
}
