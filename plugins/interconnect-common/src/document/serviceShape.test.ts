import { readManifest } from './exposure';
import { DocumentError, FieldError } from './errors';
import { parseManifests } from './manifests';

const context = { application: 'api', namespace: 'shop', url: './api.yaml', field: 'source.url' };

const withSpec = (spec: string) => `apiVersion: v1
kind: Service
metadata:
  name: api
  annotations:
    network.app.edge-orchestrator.intel.com/expose-service: 'true'
spec:${spec}
`;

function errorsOf(text: string): FieldError[] {
  try {
    return readManifest(text, context).exposed.errors;
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return (error as DocumentError).fields;
  }
}

const ports = 'a list of ports, each like { port: 8080 }';
const number = 'a whole number from 1 to 65535, without quotes';
const name = "1 to 63 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";
const target =
  "a number from 1 to 65535 without quotes, or the name of a container's port: 1 to 15 characters of a-z, 0-9 and '-', one of them a letter";

describe('the shape of a Service', () => {
  it.each([
    ['', 7, 'spec.ports is missing', ports],
    [' {}', 7, 'spec.ports is missing', ports],
    [' []', 7, 'spec is a list of 0 entries', 'an object with ports and a selector'],
    [' text', 7, 'spec is a text of 4 characters', 'an object with ports and a selector'],
    [' { ports: null }', 7, 'spec.ports is missing', ports],
    [' { ports: [] }', 7, 'spec.ports is empty', ports],
    ['\n  ports: {}', 8, 'spec.ports is an object with 0 fields', ports],
    [
      '\n  type: ClusterIP\n  ports:\n    port: 80',
      9,
      'spec.ports is an object with 1 field',
      ports,
    ],
    ['\n  ports: 80', 8, 'spec.ports is a number', ports],
    ['\n  ports:\n  - port: 80\n  -', 10, 'spec.ports[1] is empty', ports],
    ['\n  ports: [80]', 8, 'spec.ports[0] is a number', ports],
    ['\n  ports:\n  - name: http', 9, 'spec.ports[0].port is missing', number],
    ['\n  ports:\n  - port:', 9, 'spec.ports[0].port is empty', number],
    ['\n  ports:\n  - port: "80"', 9, 'spec.ports[0].port is a text of 2 characters', number],
    ['\n  ports:\n  - port: http', 9, 'spec.ports[0].port is a text of 4 characters', number],
    ['\n  ports:\n  - port: ${PORT}', 9, 'spec.ports[0].port is a text of 7 characters', number],
    ['\n  ports:\n  - port: 0', 9, 'spec.ports[0].port is a number', number],
    ['\n  ports:\n  - port: -1', 9, 'spec.ports[0].port is a number', number],
    ['\n  ports:\n  - port: 65536', 9, 'spec.ports[0].port is a number', number],
    ['\n  ports:\n  - port: 808080', 9, 'spec.ports[0].port is a number', number],
    ['\n  ports:\n  - port: 8080.5', 9, 'spec.ports[0].port is a number', number],
    ['\n  ports:\n  - port: [80]', 9, 'spec.ports[0].port is a list of 1 entry', number],
    [
      '\n  ports:\n  - port: 80\n    protocol: tcp',
      10,
      "spec.ports[0].protocol is 'tcp'",
      'TCP, UDP or SCTP',
    ],
    [
      '\n  ports:\n  - port: 80\n    protocol: HTTP',
      10,
      'spec.ports[0].protocol is a text of 4 characters',
      'TCP, UDP or SCTP',
    ],
    [
      '\n  ports:\n  - port: 80\n    protocol: 6',
      10,
      'spec.ports[0].protocol is a number',
      'TCP, UDP or SCTP',
    ],
    [
      '\n  ports:\n  - port: 80\n    targetPort: "8080"',
      10,
      'spec.ports[0].targetPort is a text of 4 characters',
      target,
    ],
    [
      '\n  ports:\n  - port: 80\n    targetPort: my_port',
      10,
      'spec.ports[0].targetPort is a text of 7 characters',
      target,
    ],
    [
      '\n  ports:\n  - port: 80\n    targetPort: 70000',
      10,
      'spec.ports[0].targetPort is a number',
      target,
    ],
    [
      '\n  ports:\n  - port: 80\n    targetPort: {}',
      10,
      'spec.ports[0].targetPort is an object with 0 fields',
      target,
    ],
    ['\n  ports:\n  - port: 80\n    name: 80', 10, 'spec.ports[0].name is a number', name],
    [
      '\n  ports:\n  - port: 80\n    name: HTTP',
      10,
      'spec.ports[0].name is a text of 4 characters',
      name,
    ],
    [
      '\n  ports:\n  - port: 80\n    appProtocol: 1',
      10,
      'spec.ports[0].appProtocol is a number',
      'a text like "http"',
    ],
    [
      '\n  ports: [{ port: 80 }]\n  selector: api',
      9,
      'spec.selector is a text of 3 characters',
      'labels of pods, each with a text in quotes',
    ],
    [
      '\n  ports: [{ port: 80 }]\n  selector: { app: 1 }',
      9,
      'spec.selector is an object with 1 field',
      'labels of pods, each with a text in quotes',
    ],
    [
      '\n  ports: [{ port: 80 }]\n  type: clusterip',
      9,
      "spec.type is 'clusterip'",
      'ClusterIP (the only type that can be exposed)',
    ],
    [
      '\n  ports: [{ port: 80 }]\n  clusterIP: 5',
      9,
      'spec.clusterIP is a number',
      'None, or no clusterIP',
    ],
    [
      '\n  ports:\n  - { port: 80, name: a }\n  - { port: 80, name: b }',
      10,
      'spec.ports[1] is 80/TCP, as spec.ports[0] is',
      'each number once with the same protocol',
    ],
    [
      '\n  ports:\n  - { port: 80, name: a }\n  - { port: 81 }',
      10,
      'spec.ports[1].name is missing, and each of several ports needs one',
      name,
    ],
    [
      '\n  ports:\n  - { port: 80, name: a }\n  - { port: 81, name: a }',
      10,
      'spec.ports[1].name is the name of spec.ports[0] as well',
      name,
    ],
  ])('%j is refused with its place', (spec, line, message, accepted) => {
    expect(errorsOf(withSpec(spec))).toEqual([
      {
        field: 'source.url',
        message: `./api.yaml, line ${line}, Service api: ${message}`,
        accepted,
      },
    ]);
    // A Service that nobody exposes would be refused by the API server.
    expect(errorsOf(withSpec(spec).replace("'true'", "'false'"))).toHaveLength(1);
  });

  it.each([
    ['{ ports: [{ port: 1 }, { port: 65535, name: z }] }'.replace('port: 1 ', 'port: 1, name: a ')],
    ['{ ports: [{ port: 80, targetPort: http }] }'],
    ['{ ports: [{ port: 80, targetPort: 0, protocol: null, name: "", appProtocol: null }] }'],
    ['{ ports: [{ port: 53, name: a }, { port: 53, name: b, protocol: UDP }], type: ClusterIP }'],
    ['{ ports: [{ port: 8080.0 }], selector: {}, clusterIP: "" }'],
    ['&a { <<: { ports: [{ port: 80 }] } }'],
  ])('%s is one that an API server takes', spec => {
    expect(parseManifests(withSpec(` ${spec}`), context)).toHaveLength(1);
  });

  it.each(['{ clusterIP: None }', '{ type: ExternalName, externalName: example.com }'])(
    'needs no ports in %s, which cannot be exposed',
    spec => {
      expect(parseManifests(withSpec(` ${spec}`), context)).toHaveLength(1);
      expect(errorsOf(withSpec(` ${spec}`))).not.toEqual([]);
    },
  );

  it('is read quickly, however many ports there are', () => {
    const many = Array.from(
      { length: 15_000 },
      (_, index) => `{port: ${index + 1}, name: p${index}}`,
    );
    expect(parseManifests(withSpec(` { ports: [${many}] }`), context)).toHaveLength(1);
  });

  it('is told with the line of an anchor, and of an item of a List', () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: api }
    spec: { ports: &ports [{ port: x }] }
  - apiVersion: v1
    kind: Service
    metadata: { name: other }
    spec: { ports: *ports }
`;
    expect(errorsOf(list).map(({ message }) => message)).toEqual([
      './api.yaml, line 7, Service api: spec.ports[0].port is a text of 1 character',
      './api.yaml, line 7, Service other: spec.ports[0].port is a text of 1 character',
    ]);
  });
});

describe('names of Services', () => {
  const named = (value: string) =>
    withSpec(' { ports: [{ port: 80 }] }').replace('name: api', `name: ${value}`);
  const accepted =
    "the name of a Service: 1 to 63 characters of a-z, 0-9 and '-', beginning with a letter and ending with a letter or digit";

  it.each([
    ['8080', 'has no metadata.name, but a number'],
    ['"8080"', 'has a metadata.name that Kubernetes does not take (a text of 4 characters)'],
    ['web.shop', 'has a metadata.name that Kubernetes does not take (a text of 8 characters)'],
    ['[api]', 'has no metadata.name, but a list of 1 entry'],
  ])('%s is refused by its own rule', (value, message) => {
    const [error, ...more] = errorsOf(named(value));
    expect(more).toEqual([]);
    expect(error.message).toContain(message);
    expect(error.accepted).toBe(accepted);
  });
});

describe('Lists', () => {
  const list = (items: string) =>
    `apiVersion: v1\nkind: List\nmetadata: { resourceVersion: "" }\n${items}`;

  it.each(['items: []', 'items: null', 'items:', '', 'items: [{ apiVersion: v1, kind: List }]'])(
    'with %j hold no object',
    items => {
      expect(errorsOf(list(items))).toEqual([
        {
          field: 'source.url',
          message: './api.yaml: holds no object',
          accepted: expect.any(String),
        },
      ]);
    },
  );

  it.each([
    ['items: {}', 'line 4: items is an object with 0 fields'],
    ['items: [null]', 'line 4, items[0]: is empty'],
    ['items:\n- \n- 5', 'line 6, items[1]: is a number'],
  ])('with %j are refused', (items, message) => {
    expect(errorsOf(list(items)).map(error => error.message)).toContain(`./api.yaml, ${message}`);
  });
});

describe('texts that kubectl reads', () => {
  const object = (kind: string, id: string) =>
    `{ "apiVersion": "v1", "kind": "${kind}", "metadata": { "name": "${id}", "annotations": { "a": "}{\\"\\\\" } } }`;
  const namesIn = (text: string) =>
    readManifest(text, context).objects.map(({ metadata }) => metadata.name);

  it.each(['\n', '', '\n\n  \n', '\n---\n'])('JSON objects with %j between them', between => {
    const text = [object('ConfigMap', 'a'), object('ConfigMap', 'b'), ''].join(between);
    expect(namesIn(text)).toEqual(['a', 'b']);
  });

  it('JSON objects, told with their own lines', () => {
    const wrong = object('Service', 'b').replace(
      '"metadata"',
      '\n"spec": { "ports": 5 },\n"metadata"',
    );
    expect(
      errorsOf(`${object('ConfigMap', 'a')}\n\n${wrong}\n`).map(({ message }) => message),
    ).toEqual(['./api.yaml, line 4, Service b: spec.ports is a number']);
    expect(errorsOf(`${object('ConfigMap', 'a')}\n${object('Secret', 'b')}}`)[0].message).toMatch(
      /^\.\/api\.yaml, line \d, column \d+: is not YAML/,
    );
  });

  it('a byte order mark before each document', () => {
    const yaml = (id: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${id} }\n`;
    const text = `\ufeff${yaml('a')}---\n\ufeff${yaml('b')}\ufeff---\n${yaml('c')}...\n\ufeff${yaml('d')}`;
    expect(namesIn(text)).toEqual(['a', 'b', 'c', 'd']);
    expect(namesIn(`\ufeff---\n\ufeff${yaml('a')}`)).toEqual(['a']);
    expect(namesIn(`# only\n---\n# comments\n---\r\n${yaml('a').replace(/\n/g, '\r\n')}`)).toEqual([
      'a',
    ]);
  });
});

it.each(["''", 'null'])('%s in the place of a word is as if it were not there', word => {
  const spec = ` { type: ${word}, ports: [{ port: 80, protocol: ${word} }], selector: { a: b } }`;
  const [{ spec: read }] = parseManifests(withSpec(spec), context);
  expect(read).toEqual({ ports: [{ port: 80 }], selector: { a: 'b' } });
});
