import { Duplex } from 'node:stream';
import { Message, OpenRequest } from './protocol';

/** The router at the other end of a link that is up. */
export interface Peer {
  /** Its id. */
  router: string;
  /**
   * Opens a TCP connection through it.
   * @throws when it or a router behind it says no, or the link breaks
   */
  open(request: OpenRequest): Promise<Duplex>;
  send(message: Message): void;
  /** Gives the link up at once. */
  close(reason: string): void;
}

/** What a link needs from the router that it belongs to. */
export interface LinkHost {
  /** The id of this router. */
  router: string;
  /**
   * A peer wants a TCP connection. Resolves with the onward connection.
   * @throws when there is no way
   */
  onOpen(request: OpenRequest, from: Peer): Promise<Duplex>;
  onUp(peer: Peer): void;
  onMessage(message: Message, from: Peer): void;
  onDown(peer: Peer): void;
  log(line: string): void;
}

/** Certificate, key and trusted authorities of one TLS profile, as PEM. */
export interface TlsCredentials {
  cert?: string;
  key?: string;
  ca?: string;
}
