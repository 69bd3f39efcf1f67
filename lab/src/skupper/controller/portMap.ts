import { parseRouterConfig, RouterConfig } from '../api/routerConfig';

/** First port of the router that a listener can get. */
const FIRST_PORT = 1024;
/** Ports on which every router accepts other things. */
const RESERVED = [5671, 5672, 9090, 9191];

/** Which of the router's ports belongs to which listener. */
export interface PortMap {
  /** The port of a listener; takes the lowest free one the first time. */
  portOf(listener: string): number;
  release(listener: string): void;
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
  };
}

/** The ports that a configuration gives to listeners; all are free without one. */
export function recoverPortMap(config: RouterConfig | undefined): PortMap {
  const taken = (config?.tcpListeners ?? []).map(
    ({ name, port }) => [name.replace(/^listener\//, ''), Number(port)] as const,
  );
  return createPortMap(new Map(taken), [
    ...RESERVED,
    ...(config?.listeners ?? []).map(({ port }) => port),
  ]);
}

/** A router's configuration; nothing when it is missing or broken. */
export function readConfig(text: string | undefined): RouterConfig | undefined {
  try {
    return text ? parseRouterConfig(text) : undefined;
  } catch {
    return undefined;
  }
}
