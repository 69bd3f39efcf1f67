/** How the address of a service begins; `none`: what is spoken there is no matter of URLs. @public */
export type Scheme = 'http' | 'https' | 'ws' | 'wss' | 'none';

/** What ports are named and `appProtocol` says alike. */
const common: Record<string, Scheme> = {
  http: 'http',
  http2: 'http',
  h2c: 'http',
  https: 'https',
  ws: 'ws',
  wss: 'wss',
};

/**
 * What `appProtocol` may say: IANA's names, and those that Kubernetes defines (KEP 3726). Anything
 * else has no URL that is known.
 */
const ofAppProtocol: Record<string, Scheme> = {
  ...common,
  'kubernetes.io/h2c': 'http',
  'kubernetes.io/ws': 'ws',
  'kubernetes.io/wss': 'wss',
};

/** Names of ports, or what they begin with (`http-web`), by the convention that meshes read too. */
const ofPortName: Record<string, Scheme> = {
  ...common,
  ...Object.fromEntries(
    [
      ...['tcp', 'tls', 'udp', 'grpc', 'amqp', 'dns', 'kafka', 'ldap', 'mongo', 'mqtt', 'mysql'],
      ...['nats', 'postgres', 'postgresql', 'redis', 'sql'],
    ].map(name => [name, 'none' as const]),
  ),
};

/** Numbers that are registered for it (IANA: http, http-alt, https), and 8443 by custom. */
const ofNumber: Record<number, Scheme> = { 80: 'http', 8080: 'http', 443: 'https', 8443: 'https' };

/** The scheme that a port's number alone tells. */
export function schemeOfNumber(port: number): Scheme {
  return ofNumber[port] ?? 'none';
}

/**
 * The scheme that a Service tells of a port, by `appProtocol` or else by its name; undefined if
 * neither tells one, or what the number tells anyway.
 */
export function toldScheme(port: {
  port: number;
  name?: string | null;
  appProtocol?: string | null;
}): Scheme | undefined {
  const { name, appProtocol } = port;
  const told = appProtocol
    ? (own(ofAppProtocol, appProtocol.toLowerCase()) ?? 'none')
    : own(ofPortName, name?.split('-')[0] ?? '');
  return told !== 'none' && told === schemeOfNumber(port.port) ? undefined : told;
}

function own(schemes: Record<string, Scheme>, key: string): Scheme | undefined {
  return Object.hasOwn(schemes, key) ? schemes[key] : undefined;
}
