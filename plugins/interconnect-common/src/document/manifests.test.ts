import { annotations } from './annotations';
import { DocumentError, FieldError } from './errors';
import { maxManifestLength, parseManifests } from './manifests';

const context = { application: 'my-backend', namespace: 'shop', url: './my-backend.yaml' };

function errorsOf(text: string): FieldError[] {
  try {
    parseManifests(text, context);
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return (error as DocumentError).fields;
  }
  return [];
}

const messagesOf = (text: string) => errorsOf(text).map(({ message }) => message);

const service = `apiVersion: v1
kind: Service
metadata:
  name: my-backend
  annotations:
    network.app.edge-orchestrator.intel.com/expose-service: "true"
    network.app.edge-orchestrator.intel.com/expose-port: "8080"
spec:
  selector: { app: my-backend }
  ports:
    - port: 8080
`;

/** The example of the documentation that the project started from, character by character. */
const seed = ` apiVersion: v1
 Kind: Service
 metadata:
   name: my-backend
   annotations:
     network.app.edge-orchestrator.intel.com/expose-service: "true"
     network.app.edge-orchestrator.intel.com/expose-port: "8080"
spec:
    ports:
    - port: 8080
        targetPort: 8080
    selector:
        app: my-backend
    type: ClusterIP
`;

describe('parseManifests', () => {
  it('reads all documents of a file, in their order, and fills in the namespace', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config, namespace: shop }\n';
    const objects = parseManifests(`# comment\n---\n${service}---\n---\n${config}...\n`, context);
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual([
      ['Service', 'my-backend', 'shop'],
      ['ConfigMap', 'config', 'shop'],
    ]);
    expect(objects[0].metadata.annotations).toEqual({
      [annotations.exposeService]: 'true',
      [annotations.exposePort]: '8080',
    });
  });

  it('reads JSON, and YAML as kubectl does', () => {
    const [object] = parseManifests(
      `apiVersion: v1
kind: ConfigMap
metadata: { name: config }
base: &base { a: 1 }
merged: { <<: *base, b: 2 }
mode: 0644
flag: yes
date: 2020-01-01
time: 12:30
text: "0644"
`,
      context,
    );
    expect(object).toMatchObject({
      merged: { a: 1, b: 2 },
      mode: 420,
      flag: true,
      date: '2020-01-01',
      time: '12:30',
      text: '0644',
    });
    const json = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"config"}}';
    expect(parseManifests(json, context)).toHaveLength(1);
  });

  it('takes Lists apart', () => {
    const item = (name: string) =>
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;
    const inner = `{ apiVersion: v1, kind: ConfigMapList, items: [${item('b')}] }`;
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${item('a')}\n- ${inner}\n`;
    expect(parseManifests(list, context).map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(messagesOf(`apiVersion: v1\nkind: List\nitems: [{}]\n`)).toEqual([
      './my-backend.yaml, line 3, items[0]: has no apiVersion',
      './my-backend.yaml, line 3, items[0]: has no kind',
      './my-backend.yaml, line 3, items[0]: has no metadata',
    ]);
  });

  it("refuses the seed's own example, with line, column and a hint at the letter case", () => {
    expect(errorsOf(seed)).toEqual([
      {
        field: 'applications.my-backend.source.url',
        message:
          "./my-backend.yaml, line 8, column 1: is not YAML: a value or an indicator is not expected here; names of fields are case-sensitive: 'Kind' is not 'kind'",
        accepted: 'YAML with the fields of each level at the same indentation',
      },
    ]);
    expect(messagesOf(seed.replace(/^/gm, '    '))).toEqual([
      "./my-backend.yaml, line 8, column 5: is not YAML: a value or an indicator is not expected here; names of fields are case-sensitive: 'Kind' is not 'kind'",
    ]);
    const indented = seed
      .replace(/^ /gm, '')
      .replace(/^ {5}targetPort/m, '  targetPort')
      .replace(/ {4,}targetPort/, '     targetPort');
    expect(messagesOf(indented).join()).toContain("'Kind' is not 'kind'");
  });

  it('hints at the letter case in objects that are YAML', () => {
    expect(messagesOf(service.replace('kind:', 'Kind:'))).toEqual([
      "./my-backend.yaml, line 1: has no kind; names of fields are case-sensitive: 'Kind' is not 'kind'",
    ]);
    expect(messagesOf(service.replace('  name:', '  Name:'))).toEqual([
      "./my-backend.yaml, line 1: has no metadata.name; names of fields are case-sensitive: 'Name' is not 'name'",
    ]);
  });

  it.each([
    [
      'a: {',
      'line 1, column 5: is not YAML: the indentation does not fit, or a bracket is not closed',
    ],
    ['a:\n\t- b', 'line 2, column 1: is not YAML: tabs are not allowed as indentation'],
    ['a: 1\na: 2', 'line 2, column 1: is not YAML: a key stands there twice'],
    [
      'a: !custom x',
      'line 1, column 4: is not YAML: a tag (!) is not known or does not fit its value',
    ],
    ['a: &x [*x]', 'line 1, column 1: is not YAML: an anchor contains itself'],
    ['a: *missing', 'line 1, column 1: is not YAML: an alias has no anchor before it'],
  ])('tells where %j is not YAML', (text, message) => {
    expect(messagesOf(text)).toEqual([`./my-backend.yaml, ${message}`]);
  });

  it('does not let aliases multiply', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(',')}]`,
    );
    expect(messagesOf(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toEqual([
      './my-backend.yaml, line 1, column 1: is not YAML: too many aliases',
    ]);
  });

  it('refuses files without objects and documents that are none', () => {
    expect(messagesOf('# nothing\n---\n')).toEqual(['./my-backend.yaml: holds no object']);
    expect(messagesOf('just text')).toEqual([
      './my-backend.yaml, line 1: is a text of 9 characters',
    ]);
    expect(messagesOf('- a')).toEqual(['./my-backend.yaml, line 1: is a list of 1 entry']);
    expect(messagesOf(`x: ${'y'.repeat(maxManifestLength)}`)).toEqual([
      `./my-backend.yaml: has ${maxManifestLength + 3} characters`,
    ]);
  });

  it.each([
    ['kind: Service', 'kind: Namespace', 'Namespace concerns the whole cluster'],
    [
      'apiVersion: v1\nkind: Service',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole',
      'ClusterRole concerns the whole cluster',
    ],
    [
      'apiVersion: v1\nkind: Service',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition',
      'CustomResourceDefinition concerns the whole cluster',
    ],
    [
      'apiVersion: v1\nkind: Service',
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass',
      'StorageClass concerns the whole cluster',
    ],
    ['kind: Service', 'kind: PersistentVolume', 'PersistentVolume concerns the whole cluster'],
    [
      'kind: Service',
      'kind: Secret',
      'is a Secret, which would be kept in the history of the request',
    ],
    [
      'name: my-backend',
      'name: my-backend\n  namespace: kube-system',
      "is in namespace 'kube-system', and not in that of the application",
    ],
    [
      'name: my-backend',
      'generateName: my-backend-',
      'has metadata.generateName, which makes another object each time it is applied',
    ],
    ['name: my-backend', 'name: ""', 'has no metadata.name'],
    ['name: my-backend', 'name: 5', 'has no metadata.name'],
    ['apiVersion: v1', '', 'has no apiVersion'],
    [
      'expose-port: "8080"',
      'expose-port: 8080',
      `metadata.annotations, ${annotations.exposePort} is the number 8080`,
    ],
    ['kind: Service', 'kind: service', 'kind is no kind of the core API (v1)'],
    ['apiVersion: v1', 'apiVersion: apps/v1', 'kind is no kind of apps (apps/v1)'],
    [
      'expose-port: "8080"',
      'expose-port: "8080"\n    helm.sh/hook: pre-install,mine, test',
      'is a hook of Helm (pre-install, test), which would be applied as any other object',
    ],
    [
      'expose-port: "8080"',
      `expose-port: "8080"\n    big: ${'x'.repeat(256 * 1024)}`,
      'metadata.annotations has 262',
    ],
    [
      'name: my-backend',
      'name: my-backend\n  labels: { interconnect/network: other }',
      'has the label interconnect/network, which is set by the rollout',
    ],
  ])('refuses %j as %j', (from, to, message) => {
    const errors = errorsOf(service.replace(from, to));
    expect(errors).toHaveLength(1);
    expect(errors[0].message).toContain(message);
    expect(errors[0].message).toMatch(/^\.\/my-backend\.yaml, line \d/);
    expect(errors[0].accepted).toBeTruthy();
  });

  it('takes kinds of extensions that share a name with a kind of Kubernetes', () => {
    const text = service
      .replace('apiVersion: v1', 'apiVersion: example.com/v1')
      .replace('Service', 'Secret');
    expect(errorsOf(text)).toEqual([]);
  });

  it('refuses an object that stands there twice, and tells all errors of a file at once', () => {
    const secret = service.replace('kind: Service', 'kind: Secret');
    expect(messagesOf([service, secret, service, 'a: {'].join('---\n'))).toEqual([
      './my-backend.yaml, line 13, Secret my-backend: is a Secret, which would be kept in the history of the request',
      './my-backend.yaml, line 25, Service my-backend: stands there twice',
      expect.stringContaining('line 37, column 5: is not YAML'),
    ]);
  });

  it('says which field of the document it is about', () => {
    const parse = () =>
      parseManifests('x', { ...context, url: undefined, field: 'applications[3].source.url' });
    expect(parse).toThrow(
      'applications[3].source.url: manifest of my-backend, line 1: is a text of 1 character',
    );
  });
});
