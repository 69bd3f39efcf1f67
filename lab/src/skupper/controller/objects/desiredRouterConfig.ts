import {
  CERTIFICATES_PATH,
  RouterConfig,
  RouterConnector,
  RouterListener,
  SslProfile,
  TcpEndpoint,
} from '../../api/routerConfig';
import { Connector, Link, Listener, RouterAccess, Site } from '../../api/types';

/** A pod that a connector's selector chose. */
export interface SelectedPod {
  name: string;
  ip: string;
  uid: string;
}

/** What a site's router is configured from. */
export interface RouterConfigInput {
  site: Site;
  version: string;
  accesses: RouterAccess[];
  /** The connections that it keeps to other routers. */
  links: RouterConnector[];
  /** Listeners with the router's port of each. */
  listeners: Array<{ listener: Listener; port: number }>;
  connectors: Array<{ connector: Connector; pods: SelectedPod[] }>;
}

/** The whole configuration of a site's router. */
export function desiredRouterConfig(input: RouterConfigInput): RouterConfig {
  const { site, version, accesses, links } = input;
  const edge = site.spec?.edge ?? false;
  const connections = input.connectors.flatMap(item => tcpConnectors(site, item));
  const dataConnectionCount = site.spec?.settings?.['router-data-connection-count'];
  const fullProfiles = [
    ...accesses.map(access => access.spec!.tlsCredentials),
    ...links.map(connector => connector.sslProfile!),
    ...input.listeners.flatMap(({ listener }) => listener.spec!.tlsCredentials || []),
    ...input.connectors.flatMap(({ connector: { spec } }) =>
      spec?.tlsCredentials && spec.useClientCert ? spec.tlsCredentials : [],
    ),
  ];
  const authorityProfiles = input.connectors.flatMap(({ connector: { spec } }) =>
    spec?.tlsCredentials && !spec.useClientCert ? `${spec.tlsCredentials}-profile` : [],
  );
  return {
    router: {
      id: `${site.metadata.name}-\${HOSTNAME}`,
      mode: edge ? 'edge' : 'interior',
      helloMaxAgeSeconds: '3',
      ...(dataConnectionCount ? { dataConnectionCount } : {}),
      metadata: JSON.stringify({ id: site.metadata.uid, version, platform: 'kubernetes' }),
    },
    sslProfiles: [
      ...unique(['skupper-local-server', ...fullProfiles]).map(name => sslProfile(name, true)),
      ...unique(authorityProfiles)
        .filter(name => !fullProfiles.includes(name))
        .map(name => sslProfile(name, false)),
    ],
    connectors: links,
    listeners: routerListeners(accesses),
    addresses: [{ prefix: 'mc', distribution: 'multicast' }],
    tcpConnectors: connections,
    tcpListeners: input.listeners.map(({ listener, port }) => tcpListener(site, listener, port)),
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}

function sslProfile(name: string, withKey: boolean): SslProfile {
  const path = `${CERTIFICATES_PATH}/${name}`;
  return {
    name,
    ...(withKey ? { certFile: `${path}/tls.crt`, privateKeyFile: `${path}/tls.key` } : {}),
    caCertFile: `${path}/ca.crt`,
  };
}

/**
 * The connection that a link asks for. It takes the endpoint for the site's mode; without such an
 * endpoint the real controller silently makes none.
 */
export function linkConnector(link: Link, edge: boolean): RouterConnector | undefined {
  const role = edge ? 'edge' : 'inter-router';
  const endpoint = link.spec?.endpoints.find(({ name }) => name === role);
  if (!endpoint) return undefined;
  return {
    name: link.metadata.name,
    role,
    host: endpoint.host ?? '',
    port: endpoint.port ?? '',
    cost: Math.max(1, link.spec?.cost ?? 1),
    sslProfile: `${link.spec?.tlsCredentials ?? ''}-profile`,
  };
}

function routerListeners(accesses: RouterAccess[]): RouterListener[] {
  const secured = { saslMechanisms: 'EXTERNAL', authenticatePeer: true };
  return [
    {
      name: '@9090',
      role: 'normal',
      port: 9090,
      http: true,
      httpRootDir: 'disabled',
      healthz: true,
      metrics: true,
    },
    { name: 'amqp', host: 'localhost', port: 5672 },
    ...accesses.flatMap(({ metadata, spec }) =>
      spec!.roles.map(role => ({
        name: `${metadata.name}-${role.name}`,
        role: role.name,
        ...(spec!.bindHost ? { host: spec!.bindHost } : {}),
        port: role.port || (role.name === 'edge' ? 45671 : 55671),
        sslProfile: spec!.tlsCredentials,
        ...secured,
      })),
    ),
    { name: 'amqps', port: 5671, sslProfile: 'skupper-local-server', ...secured },
  ];
}

function tcpListener(site: Site, { metadata, spec }: Listener, port: number): TcpEndpoint {
  return {
    name: `listener/${metadata.name}`,
    port: String(port),
    address: spec!.routingKey,
    siteId: site.metadata.uid,
    ...(spec!.tlsCredentials ? { sslProfile: spec!.tlsCredentials } : {}),
    ...(spec!.observer ? { observer: spec!.observer } : {}),
  };
}

function tcpConnectors(
  site: Site,
  { connector, pods }: { connector: Connector; pods: SelectedPod[] },
): TcpEndpoint[] {
  const { host, port, routingKey, tlsCredentials, useClientCert, verifyHostname } = connector.spec!;
  const targets = host ? [{ host, uid: '' }] : pods.map(({ ip, uid }) => ({ host: ip, uid }));
  return targets.map(target => ({
    name: `connector/${connector.metadata.name}@${target.host}`,
    host: target.host,
    port: String(port),
    address: routingKey,
    siteId: site.metadata.uid,
    ...(tlsCredentials
      ? {
          sslProfile: useClientCert ? tlsCredentials : `${tlsCredentials}-profile`,
          verifyHostname: verifyHostname ?? false,
        }
      : {}),
    ...(target.uid ? { processId: target.uid } : {}),
  }));
}
