/** First port of the router that a listener can get. */
const FIRST_PORT = 1024;

/** Which of the router's ports belongs to which listener. */
export interface PortMap {
  /** The port of a listener; takes the lowest free one the first time. */
  portOf(listener: string): number;
  release(listener: string): void;
  listeners(): string[];
}

/**
 * @param taken - ports that are in use already, by listener
 * @param reserved - ports on which the router accepts other things
 */
export function createPortMap(taken: Map<string, number>, reserved: Iterable<number>): PortMap {
  const ports = new Map(taken);
  const closed = new Set(reserved);
  return {
    portOf(listener) {
      const known = ports.get(listener);
      if (known) return known;
      const used = new Set(ports.values());
      let port = FIRST_PORT;
      while (used.has(port) || closed.has(port)) port += 1;
      ports.set(listener, port);
      return port;
    },
    release: listener => void ports.delete(listener),
    listeners: () => [...ports.keys()],
  };
}
