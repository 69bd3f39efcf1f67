import { addressesOf } from './addresses';
import { toldScheme } from './scheme';

type Port = Parameters<typeof toldScheme>[0];

const addressOf = (port: Port, tls?: 'router') =>
  addressesOf({ name: 'web', port: port.port, scheme: toldScheme(port), tls }, 'interconnect')[0];

it.each<[Port, string]>([
  [{ port: 8080 }, 'http://'],
  [{ port: 80, name: 'api' }, 'http://'],
  [{ port: 443 }, 'https://'],
  [{ port: 9898, name: 'http' }, 'http://'],
  [{ port: 9898, name: 'http-web' }, 'http://'],
  [{ port: 9898, name: 'https-web' }, 'https://'],
  [{ port: 9898, appProtocol: 'HTTP' }, 'http://'],
  [{ port: 9898, appProtocol: 'kubernetes.io/ws' }, 'ws://'],
  [{ port: 5432 }, ''],
  [{ port: 8200, name: 'vault' }, ''],
  [{ port: 80, name: 'tcp-web' }, ''],
  [{ port: 8080, name: 'grpc' }, ''],
  [{ port: 8080, name: 'http', appProtocol: 'mysql' }, ''],
  [{ port: 8080, name: '__proto__', appProtocol: 'constructor' }, ''],
])('the address of %j begins with "%s"', (port, scheme) => {
  expect(addressOf(port)).toBe(`${scheme}web.interconnect.svc.cluster.local:${port.port}`);
});

it.each<[Port, string]>([
  [{ port: 8080 }, 'https://'],
  [{ port: 9000 }, 'https://'],
  [{ port: 9000, name: 'http' }, 'https://'],
  [{ port: 9000, appProtocol: 'kubernetes.io/ws' }, 'wss://'],
  [{ port: 5432, name: 'postgres' }, ''],
])('where the routers talk TLS, that of %j begins with "%s"', (port, scheme) => {
  const host = `web.interconnect.svc.cluster.local:${port.port}`;
  expect(addressOf(port, 'router')).toBe(`${scheme}${host}`);
});
