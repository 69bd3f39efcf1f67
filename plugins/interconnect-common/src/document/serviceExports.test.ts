import { annotations } from './annotations';
import { readManifest } from './exposure';
import { parseManifests } from './manifests';

const context = { application: 'web', namespace: 'shop', field: 'url' };
const manifest = (...objects: object[]) => objects.map(one => JSON.stringify(one)).join('\n---\n');

const ports = [
  { name: 'web', port: 8080 },
  { name: 'admin', port: 9090 },
];
const service = (name = 'web', own?: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...(own && { annotations: own }) },
  spec: { selector: { app: name }, ports },
});
const serviceExport = (name = 'web', version = 'v1alpha1') => ({
  apiVersion: `multicluster.x-k8s.io/${version}`,
  kind: 'ServiceExport',
  metadata: { name },
});
const portsOf = (...objects: object[]) =>
  readManifest(manifest(...objects), context).exposed.services.map(
    one => `${one.name}:${one.port}`,
  );

describe('a ServiceExport', () => {
  it.each(['v1alpha1', 'v1beta1'])('exposes the Service of its name (%s)', version => {
    expect(portsOf(service(), service('other'), serviceExport('web', version))).toEqual([
      'web:8080',
      'web:9090',
    ]);
    expect(portsOf(serviceExport('web', version), service())).toHaveLength(2);
  });

  it('leaves it to the annotations which ports, and whether', () => {
    const some = service('web', { [annotations.exposePort]: '9090' });
    expect(portsOf(some, serviceExport())).toEqual(['web:9090']);
    const kept = service('web', { [annotations.exposeService]: 'false' });
    expect(portsOf(kept, service('other'), serviceExport('other'), serviceExport())).toEqual([
      'other:8080',
      'other:9090',
    ]);
  });

  it('annotates the Service that is applied, and stays among the objects', () => {
    const [first, second] = parseManifests(manifest(service(), serviceExport()), context);
    expect(first.metadata.annotations).toEqual({ [annotations.exposeService]: 'true' });
    expect(second.kind).toBe('ServiceExport');
  });

  it('is about a Service of its application', () => {
    const { exposed } = readManifest(manifest(service(), serviceExport('wev')), context);
    expect(exposed.errors.map(({ message, accepted }) => `${message} (${accepted})`)).toEqual([
      'manifest of web, line 3, ServiceExport wev: metadata.name is the name of no Service of this application (web)',
    ]);
  });

  it('counts only with its own API group', () => {
    const foreign = { ...serviceExport(), apiVersion: 'net.gke.io/v1' };
    expect(portsOf(service(), foreign)).toEqual([]);
  });

  it('asks for what the application must say', () => {
    const { notes } = readManifest(manifest(service(), serviceExport()), context);
    expect(notes.notExposed).toEqual([
      'applications: web: not exposed, although Service web, ServiceExport web ask for it: nothing of it is published (expose: true would)',
    ]);
  });
});
