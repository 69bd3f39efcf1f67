import { annotations } from '@interconnect/backstage-plugin-interconnect-common';
import { applicationStep, networkRef } from '../__testUtils__/steps';
import { exposuresOf } from './exposures';
import { manifestObjects } from './objects';

const input = applicationStep(networkRef('shop'));
const service = (name: string, given: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations: given },
  spec: { type: 'ClusterIP', clusterIP: '127.51.0.1', ports: [{ port: 8080 }, { port: 9090 }] },
});

describe('exposuresOf', () => {
  it('says of each Service that the short address is left to another network', () => {
    const services = [service('my-backend', { [annotations.exposeService]: 'true' })];
    expect(exposuresOf({ ...input, shortAddress: false }, services)).toEqual([
      expect.objectContaining({ port: 8080, shortAddress: false }),
      expect.objectContaining({ port: 9090, shortAddress: false }),
    ]);
  });

  it('lists the ports of annotated Services with application and cluster', () => {
    const services = [
      service('my-backend', {
        [annotations.exposeService]: 'true',
        [annotations.exposePort]: '8080',
      }),
      service('internal', {}),
    ];
    expect(exposuresOf(input, services)).toEqual([
      {
        application: 'my-backend',
        cluster: 'cluster-1',
        namespace: 'shop',
        name: 'my-backend',
        port: 8080,
      },
    ]);
  });

  it('says after which Deployment the Secret of a server is named', () => {
    const tls = { role: 'server' as const, hub: 'cluster-1', deployment: 'server' };
    const services = [service('my-backend', { [annotations.exposeService]: 'true' })];
    expect(exposuresOf({ ...input, tls }, services)[0]).toMatchObject({
      tls: 'router',
      deployment: 'server',
    });
  });

  it('refuses wrong annotations with Service, annotation and value', () => {
    const wrong = service('my-backend', {
      [annotations.exposeService]: 'true',
      [annotations.exposePort]: ' 8080',
    });
    expect(() => exposuresOf(input, [wrong])).toThrow(
      /Service shop\/my-backend, annotation .*expose-port: is " 8080"/,
    );
  });

  it('refuses an application that exposes nothing', () => {
    expect(() => exposuresOf(input, [service('internal', {})])).toThrow(
      /none of its Services \(shop\/internal\) has the annotation .*expose-service: "true"/,
    );
    expect(() => exposuresOf(input, [])).toThrow(/it has no Service that has the annotation/);
  });

  it('takes it as withdrawn when something was exposed before', () => {
    const before = [
      {
        application: 'my-backend',
        cluster: 'cluster-1',
        namespace: 'shop',
        name: 'internal',
        port: 8080,
      },
    ];
    expect(exposuresOf(input, [service('internal', {})], before)).toEqual([]);
  });
});

describe('manifestObjects', () => {
  const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a, labels: { app: a } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: b }
`;

  it('labels objects and puts what others need first', () => {
    const objects = manifestObjects(input, manifest);
    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Deployment']);
    expect(objects[1].metadata).toEqual({
      name: 'a',
      namespace: 'shop',
      labels: {
        app: 'a',
        'app.kubernetes.io/managed-by': 'interconnect',
        'interconnect/project': 'edge-shop',
        'interconnect/network': 'shop',
        'interconnect/step': 'deployApplication.my-backend',
      },
    });
  });

  it('says what is wrong, and that no retry can mend it', () => {
    expect(() => manifestObjects(input, 'Kind: Service')).toThrow(
      expect.objectContaining({ type: 'InvalidInput', nonRetryable: true }),
    );
  });
});
