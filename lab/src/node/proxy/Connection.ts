import { connect, type Socket } from 'node:net';
import type { Target } from './listeners';

/**
 * One proxied TCP connection. Bytes, half-closes and resets go through in both directions. While it
 * is held (its path is cut) nothing goes through, not even the news that one side is gone;
 * afterwards it goes on where it was.
 */
export class Connection {
  private upstream?: Socket;
  private connected = false;
  private held = false;
  private over?: Socket;

  /**
   * @param client - accepted and paused
   * @param pickTarget - asked when the connection is really made; undefined resets it
   */
  constructor(
    readonly client: Socket,
    readonly source: string,
    private readonly pickTarget: () => Target | undefined,
    private readonly onEnd: () => void,
  ) {
    client.setNoDelay(true);
    this.watch(client);
  }

  /** Starts the connection to the other side, unless it is held. */
  open(): void {
    if (this.held || this.upstream) return;
    const target = this.pickTarget();
    if (!target) {
      this.destroy();
      return;
    }
    const upstream = connect({ ...target, allowHalfOpen: true });
    upstream.setNoDelay(true);
    this.upstream = upstream;
    this.watch(upstream);
    upstream.once('connect', () => {
      this.connected = true;
      if (!this.held) this.join();
    });
  }

  /** Lets nothing through from now on. */
  hold(): void {
    if (this.held) return;
    this.held = true;
    if (!this.connected || !this.upstream) return;
    for (const [from, to] of this.directions(this.upstream)) {
      from.unpipe(to);
      from.pause();
    }
  }

  /** Goes on. */
  release(): void {
    if (!this.held) return;
    this.held = false;
    if (this.over) this.finish(this.over);
    else if (!this.upstream) this.open();
    else if (this.connected) this.join();
  }

  /** Ends both sides with a reset. */
  destroy(): void {
    this.client.resetAndDestroy();
    this.upstream?.resetAndDestroy();
  }

  private directions(upstream: Socket): [Socket, Socket][] {
    return [
      [this.client, upstream],
      [upstream, this.client],
    ];
  }

  private join() {
    for (const [from, to] of this.directions(this.upstream!)) from.pipe(to);
  }

  private watch(socket: Socket) {
    socket.on('error', () => {}); // 'close' follows, and is what counts
    socket.once('close', () => {
      if (this.held) this.over ??= socket;
      else this.finish(socket);
    });
  }

  /** One side is gone: so goes the other, with a reset unless it has said everything already. */
  private finish(gone: Socket) {
    const other = gone === this.client ? this.upstream : this.client;
    if (other && !other.destroyed) {
      const wentWell = !gone.errored && other.readableEnded && other.writableEnded;
      if (!wentWell) other.resetAndDestroy();
    }
    this.onEnd();
  }
}
