import { annotations } from './annotations';
import { readManifest } from './exposure';

const context = { application: 'web', namespace: 'shop', url: './web.yaml', field: 'url' };
const { exposeService, exposePort } = annotations;

const read = (...objects: object[]) =>
  readManifest(objects.map(object => JSON.stringify(object, null, 1)).join('\n'), context);

const object = (kind: string, given: { metadata?: object; spec?: object } = {}, name = 'web') => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  metadata: { name, ...given.metadata },
  ...(given.spec && { spec: given.spec }),
});
const spec = { selector: { app: 'web' }, ports: [{ port: 8080 }] };
const annotated = (given: object = {}) => ({ annotations: { [exposeService]: 'true', ...given } });
const server = object('Service', { metadata: annotated(), spec });

const refusals = (...objects: object[]) =>
  read(...objects).exposed.errors.map(({ message, accepted }) => `${message} (${accepted})`);

describe('what a manifest exposes', () => {
  it('is what is annotated', () => {
    const silent = object('Service', { spec }, 'silent');
    const { exposed, notes } = read(server, silent);
    expect(exposed).toEqual({ services: [{ name: 'web', port: 8080 }], errors: [] });
    expect(notes).toEqual({
      exposed: [],
      notExposed: [
        'applications: web: not exposed, although Service web asks for it: nothing of it is published (expose: true would)',
      ],
    });
    expect(read(silent).notes.notExposed).toEqual([]);
    const withdrawn = object('Service', {
      metadata: annotated({ [exposeService]: 'false' }),
      spec,
    });
    expect(read(withdrawn).notes.notExposed).toEqual([]);
  });

  it('tells what is annotated wrongly, and where', () => {
    const wrong = object('Service', { metadata: annotated({ [exposePort]: ' 80' }), spec });
    expect(read(object('ConfigMap'), wrong).exposed).toEqual({
      services: [],
      errors: [
        {
          field: 'url',
          message: `./web.yaml, line 15, Service web: metadata.annotations, ${exposePort} is " 80"`,
          accepted: 'one port of the Service from 1 to 65535, like "8080"',
        },
      ],
    });
  });

  it.each([
    [[object('ConfigMap')], 'holds no Service, so that nothing of the application can be exposed'],
    [[object('Service', { spec })], 'none of its Services (web) has the annotation'],
  ])('is never nothing', (objects, message) => {
    const [refusal, ...more] = refusals(...objects);
    expect(more).toEqual([]);
    expect(refusal).toContain(`./web.yaml: ${message}`);
    expect(refusal).toContain(`(a Service with the annotation ${exposeService}: "true"`);
  });

  it.each([
    [
      'the annotation of a Deployment',
      object('Deployment', { metadata: annotated() }),
      `line 7, Deployment web: metadata.annotations, ${exposeService} has no effect here (metadata.annotations of a Service)`,
    ],
    [
      'a label of a Service',
      object('Service', { metadata: { labels: { [exposeService]: 'true' } }, spec }),
      `line 7, Service web: metadata.labels, ${exposeService} has no effect here (metadata.annotations of a Service)`,
    ],
    [
      'an annotation of pods',
      object('Deployment', { spec: { template: { metadata: annotated() } } }),
      `line 11, Deployment web: spec.template.metadata.annotations, ${exposeService} has no effect here (metadata.annotations of a Service)`,
    ],
    [
      'a typo anywhere',
      object('ConfigMap', { metadata: { labels: { [`${exposeService}s`]: 'true' } } }),
      `line 7, ConfigMap web: metadata.labels, ${exposeService}s is not known (${exposeService})`,
    ],
  ])('is not %s', (_, wrong, message) => {
    const other = object('Service', { metadata: annotated(), spec }, 'other');
    expect(refusals(wrong, other)).toEqual([`./web.yaml, ${message}`]);
    expect(read(wrong).notes.notExposed[0]).toContain('not exposed, although');
  });

  it('needs a selector, and a name that Skupper has not', () => {
    const open = object('Service', { metadata: annotated(), spec: { ports: spec.ports } });
    expect(refusals(open)).toEqual([
      './web.yaml, line 10, Service web: spec.selector is missing (labels of the pods that answer, which must be in the same namespace)',
    ]);
    for (const name of ['skupper-router', 'skupper-router-local', 'skupper-router-2']) {
      expect(refusals(object('Service', { metadata: annotated(), spec }, name))).toEqual([
        `./web.yaml, line 5, Service ${name}: metadata.name is the name of a Service that Skupper has in the namespace of the network (another name of a Service that is exposed)`,
      ]);
    }
    expect(refusals(object('Service', { metadata: annotated(), spec }, 'skupper'))).toEqual([]);
    // Who exposes nothing is not concerned.
    expect(refusals(server, object('Service', { spec }, 'skupper-router'))).toEqual([]);
  });

  it('says what is not carried, and what is left out', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53 },
    ];
    const metadata = { ...annotated(), uid: '1', resourceVersion: '2' };
    const { exposed, notes } = read(object('Service', { metadata, spec: { ...spec, ports } }));
    expect(exposed).toEqual({ services: [{ name: 'web', port: 53, scheme: 'none' }], errors: [] });
    const leftOut =
      'applications: web: fields that a cluster has set are left out: Service web (metadata.uid, metadata.resourceVersion)';
    expect(notes.exposed).toEqual([
      leftOut,
      'applications: web: of Service web, 53/UDP is not carried: only TCP is',
    ]);
    expect(notes.notExposed).toEqual([leftOut, expect.stringContaining('not exposed')]);
  });
});
