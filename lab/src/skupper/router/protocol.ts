import { Duplex } from 'node:stream';
import { RouterStatus, SiteStatus } from '../api/networkStatus';

/**
 * How two of these routers speak over a link. A link is one mutual TLS 1.3 connection with HTTP/2
 * on it; the router that dials is the HTTP client. One CONNECT stream (RFC 9113, 8.5) carries these
 * messages, one JSON line each; every TCP connection has a CONNECT stream of its own. As only the
 * client can open streams, the other side asks for one (`open`), and the client answers with a
 * stream that names the number of the question, or with `failed`.
 *
 * This is not the protocol of the real router (AMQP), and does not interoperate with it.
 */
export interface Message {
  hello?: Hello;
  records?: RouterRecord[];
  beats?: Beat[];
  /** A router that cannot be reached this way any more. */
  lost?: string;
  /** This router is told to stop, and says so. */
  leaving?: boolean;
  open?: OpenRequest & { id: number };
  failed?: { id: number; reason: string };
}

/** Who is speaking. */
export interface Hello {
  router: string;
  /** Identity of the access point that took the link; from the accepting side only. */
  access?: string;
}

/** A TCP connection that is wanted at an address of the network. */
export interface OpenRequest {
  /** Routing key. */
  address: string;
  /** Id of the router whose connector is to be used. */
  target: string;
  /** Routers passed so far. */
  hops: number;
}

/**
 * All that a router tells the others about itself. A higher epoch (start), then a higher version is
 * newer.
 */
export interface RouterRecord {
  router: string;
  epoch: number;
  version: number;
  site: SiteStatus['site'];
  status: RouterStatus;
}

/** When a router was last heard of: `age` ms ago, over `hops` links. */
export interface Beat {
  router: string;
  age: number;
  hops: number;
}

/** Headers of CONNECT streams. */
export const HEADER = {
  kind: 'interconnect-stream',
  request: 'interconnect-request',
  answer: 'interconnect-answer',
  reason: 'interconnect-reason',
} as const;

/** More routers than this are never on a path; a request that passed so many goes in circles. */
export const MAX_HOPS = 8;

/** Longest line that is accepted, in characters. */
const MAX_LINE = 8 * 1024 * 1024;

export function encodeHeader(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function decodeHeader<T>(value: unknown): T {
  return JSON.parse(Buffer.from(String(value), 'base64url').toString('utf8')) as T;
}

/** Writes a message to the stream of messages. */
export function writeMessage(stream: Duplex, message: Message): void {
  if (!stream.destroyed && !stream.writableEnded) stream.write(`${JSON.stringify(message)}\n`);
}

/** Calls back with every message of a stream; a line that is no message breaks the stream off. */
export function readMessages(stream: Duplex, onMessage: (message: Message) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    try {
      if (rest.length > MAX_LINE) throw new Error('line too long');
      lines.filter(Boolean).forEach(line => onMessage(JSON.parse(line) as Message));
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
}
