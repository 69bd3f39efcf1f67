import { Http2Session } from 'node:http2';

/**
 * How much of one TCP connection may be under way on a link, bytes. A reader that stops holds up no
 * more than this.
 */
const STREAM_WINDOW = 256 * 1024;
/** The same for the whole link: the streams hold themselves back, so that the link need not. */
const LINK_WINDOW = 64 * 1024 * 1024;
/** Streams on one link: no limit that matters. */
const MAX_STREAMS = 1_000_000;

/** Options of both ends of a link. */
export const HTTP2_OPTIONS = {
  settings: { initialWindowSize: STREAM_WINDOW, maxConcurrentStreams: MAX_STREAMS },
  peerMaxConcurrentStreams: MAX_STREAMS,
  // In MB. Streams are counted, data in flight is bounded by the windows.
  maxSessionMemory: 2048,
  // The peer is trusted: it may break off as many streams as its clients do.
  streamResetBurst: MAX_STREAMS,
  streamResetRate: MAX_STREAMS,
};

/** Opens the window of the whole link. */
export function widen(session: Http2Session): void {
  session.setLocalWindowSize(LINK_WINDOW);
}
