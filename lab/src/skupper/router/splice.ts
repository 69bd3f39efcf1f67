import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * Joins two connections: what comes in on one goes out on the other, no faster than it is taken.
 * The end of one direction is passed on alone (half-close); when one side breaks, the other is
 * broken off as well.
 */
export function splice(a: Duplex, b: Duplex): void {
  join(a, b);
  join(b, a);
  a.pipe(b);
  b.pipe(a);
}

function join(from: Duplex, to: Duplex) {
  from.on('error', () => breakOff(to));
  // After a clean end the other side closes by itself, once it has sent what it still holds.
  from.on('close', () => {
    if (!from.readableEnded) breakOff(to);
  });
}

/** Ends a connection so that the other end can tell it from a clean end. */
export function breakOff(connection: Duplex): void {
  if (connection.destroyed) return;
  if (connection instanceof Socket && typeof connection.resetAndDestroy === 'function') {
    try {
      connection.resetAndDestroy();
      return;
    } catch {
      // Not a plain TCP socket after all.
    }
  }
  connection.destroy(new Error('the other side of the connection broke off'));
}
