import { API_VERSION, Connector, Link, Listener, Site, Status } from '../api/types';
import { KubeObject } from '../../kube/types';
import { FakeCluster } from './fakeCluster';

/** Namespace of the tests with a cluster in memory. */
export const NAMESPACE = 'net';

const object = <T extends KubeObject>(kind: string, name: string, spec: T['spec']) =>
  ({ apiVersion: API_VERSION, kind, metadata: { name, namespace: NAMESPACE }, spec }) as T;

/** Objects as people write them. */
export const site = (spec: Site['spec'] = {}) => object<Site>('Site', 'here', spec);
export const listener = (name: string, more: Partial<Listener['spec']> = {}) =>
  object<Listener>('Listener', name, { host: name, port: 80, routingKey: name, ...more });
export const connector = (name: string, more: Partial<Connector['spec']> = {}) =>
  object<Connector>('Connector', name, { host: 'target', port: 80, routingKey: name, ...more });
export const link = (name: string) =>
  object<Link>('Link', name, {
    tlsCredentials: name,
    endpoints: [{ name: 'inter-router', host: '127.0.0.9', port: '55671' }],
  });

/** `True` or the message of a condition; undefined while it is missing. */
export function condition(
  cluster: FakeCluster,
  { kind, metadata }: KubeObject,
  type: string,
): string | undefined {
  const { conditions = [] } =
    cluster.get<KubeObject<unknown, Status>>(kind, NAMESPACE, metadata.name).status ?? {};
  const found = conditions.find(item => item.type === type);
  return found?.status === 'True' ? 'True' : found?.message;
}
