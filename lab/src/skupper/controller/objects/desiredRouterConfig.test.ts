import { Link, Site } from '../../api/types';
import { desiredRouterConfig, linkConnector } from './desiredRouterConfig';

const site: Site = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Site',
  metadata: { name: 'hub', namespace: 'net', uid: 'u' },
  spec: {},
};

describe('desiredRouterConfig', () => {
  const link = (endpoints: NonNullable<Link['spec']>['endpoints']): Link => ({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Link',
    metadata: { name: 'l' },
    spec: { endpoints, tlsCredentials: 's', cost: 0 },
  });
  const config = (input: object) =>
    desiredRouterConfig({
      site,
      version: '2.2.1',
      accesses: [],
      links: [],
      listeners: [],
      connectors: [],
      ...input,
    });
  it('takes the endpoint of the site’s role, at a cost of at least 1, and no other', () => {
    const both = link([
      { name: 'edge', host: 'h', port: '45671' },
      { name: 'inter-router', host: 'h', port: '55671' },
    ]);
    expect(linkConnector(both, false)).toEqual({
      name: 'l',
      role: 'inter-router',
      host: 'h',
      port: '55671',
      cost: 1,
      sslProfile: 's-profile',
    });
    expect(linkConnector(both, true)?.port).toBe('45671');
    expect(linkConnector(link([{ name: 'edge', host: 'h', port: '1' }]), false)).toBeUndefined();
  });
  it('trusts an authority, and shows a certificate only when asked to', () => {
    const connector = (useClientCert: boolean) => ({
      connector: {
        metadata: { name: 'c' },
        spec: { host: 'h', port: 443, routingKey: 'k', tlsCredentials: 't', useClientCert },
      },
      pods: [],
    });
    const plain = config({ connectors: [connector(false)] });
    expect(plain.tcpConnectors[0]).toMatchObject({
      sslProfile: 't-profile',
      verifyHostname: false,
    });
    expect(plain.sslProfiles[1]).toEqual({
      name: 't-profile',
      caCertFile: '/etc/skupper-router-certs/t-profile/ca.crt',
    });
    const mutual = config({ connectors: [connector(true)] });
    expect(mutual.tcpConnectors[0].sslProfile).toBe('t');
    expect(mutual.sslProfiles[1].privateKeyFile).toBe('/etc/skupper-router-certs/t/tls.key');
  });
});
