import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, shop } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';

const annotated = (name: string, annotations = "{ expose-service: 'true' }", spec = '') =>
  `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  annotations: ${annotations.replace(/expose/g, 'network.app.edge-orchestrator.intel.com/expose')}
spec:
  selector: { app: ${name} }
${spec || '  ports: [{ port: 8080 }]'}
`;

/** An application of the shop with a manifest of its own. */
interface Given {
  name: string;
  text: string;
  expose?: boolean;
  tls?: 'router';
}

const namespaces = ['{project}', '{project}-*', 'shop'];
const config = {
  tenancy: { projects: [{ project: '*', namespaces, quotas: { manifestBytes: 10_000_000 } }] },
};

/** Manifests that people had trouble with, through the plan: each has an answer that helps. */
describe('the plan of manifests', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ temporal: () => new FakeTemporal(), config });
  });
  afterAll(() => api.stop());

  async function planOf(...given: Given[]): Promise<Answer> {
    const applications = given.map(({ name, text, expose = true, tls }) => {
      writeFileSync(join(api.root, `${name}.yaml`), text);
      const source = { kind: 'manifests', url: `./${name}.yaml` };
      return { name, clusters: ['cluster-1'], namespace: 'shop', expose, tls, source };
    });
    return api.call('post', `${networks}/shop/plan`, { ...shop, applications });
  }

  async function refusalsOf(...given: Given[]): Promise<string[]> {
    const { status, body } = await planOf(...given);
    expect({ status, error: body.error?.name }).toEqual({ status: 400, error: 'InputError' });
    return body.error.fields.map(
      ({ field, message, accepted }: Record<string, string>) =>
        `${field}: ${message} (accepted: ${accepted})`,
    );
  }

  it('names the Secret of a server with TLS after the Deployment behind its Service', async () => {
    const text = `${annotated('web')}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web-server }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
`;
    const { status, body } = await planOf({ name: 'web', text, tls: 'router' });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.steps.map(({ input }: { input: object }) => input)).toContainEqual(
      expect.objectContaining({
        application: 'web',
        tls: { role: 'server', hub: 'cluster-1', deployment: 'web-server' },
      }),
    );
    expect(JSON.stringify((await planOf({ name: 'web', text })).body)).not.toContain('web-server');
  });

  it.each([
    [
      'ports that are a map',
      '  ports:\n    port: 80\n    targetPort: 8080',
      'line 8, Service api: spec.ports is an object with 2 fields (accepted: a list of ports, each like { port: 8080 })',
    ],
    [
      'a port in quotes',
      '  ports:\n    - port: "80"\n      targetPort: 8080',
      'line 9, Service api: spec.ports[0].port is a text of 2 characters (accepted: a whole number from 1 to 65535, without quotes)',
    ],
    [
      'the name of a port as its number',
      '  ports:\n    - port: http\n      targetPort: 8080',
      'line 9, Service api: spec.ports[0].port is a text of 4 characters (accepted: a whole number from 1 to 65535, without quotes)',
    ],
  ])('refuses %s, with line and field', async (_, spec, refusal) => {
    const text = annotated('api', "{ expose-service: 'true', expose-port: '80' }", spec);
    expect(await refusalsOf({ name: 'api', text })).toEqual([
      `applications[0].source.url: ./api.yaml, ${refusal}`,
    ]);
  });

  const deployment = (name: string, kind = 'Deployment') =>
    `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: {}\n`;
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: shop }\n';

  it.each<[string, string[], RegExp[]]>([
    [
      'an exposed application without a Service',
      [deployment('api')],
      [/^applications\[0\]\.source\.url: \.\/a0\.yaml: holds no Service, so that nothing/],
    ],
    [
      'an exposed application without an annotation',
      [annotated('api', '{}')],
      [
        /: none of its Services \(api\) has the annotation that exposes it \(accepted: a Service with/,
      ],
    ],
    [
      'an annotation that is misspelled',
      [annotated('api', "{ expose-service: 'true', exposed-ports: '8080' }")],
      [/line 5, Service api: .*exposed-ports is not known \(accepted: .*\/expose-ports\)$/],
    ],
    [
      'an annotation of a Deployment',
      [annotated('api').replace('kind: Service', 'kind: ConfigMap')],
      [/line 5, ConfigMap api: .*expose-service has no effect here/],
    ],
    [
      'a Service that is named as the router',
      [annotated('skupper-router')],
      [/Service skupper-router: metadata\.name is the name of a Service that Skupper has/],
    ],
    [
      'one object in two applications',
      [`${account}---\n${annotated('cart')}`, `${account}---\n${annotated('pay')}`],
      [/^applications\[1\]\.source\.url: ServiceAccount shop of application 'a1' is in .* 'a0'/],
    ],
    [
      'a kind that is misspelled',
      [`${deployment('api', 'deployment')}---\n${annotated('api')}`],
      [/line 2, deployment api: kind is no kind of apps .*\(accepted: Deployment\)$/],
    ],
    [
      'hooks of Helm, by name',
      [
        `${annotated('web')}---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: web-wipe\n  annotations: { helm.sh/hook: pre-delete }\n`,
      ],
      [/Job web-wipe: is a hook of Helm \(pre-delete\)/],
    ],
  ])('refuses %s', async (_, texts, refusals) => {
    const given = texts.map((text, index) => ({ name: `a${index}`, text }));
    expect(await refusalsOf(...given)).toEqual(
      refusals.map(refusal => expect.stringMatching(refusal)),
    );
  });

  it('warns of what is not carried, not exposed, and left out', async () => {
    const dns = annotated(
      'dns',
      undefined,
      '  ports: [{ name: a, port: 53, protocol: UDP }, { name: b, port: 53 }]',
    );
    const exported = annotated('cart').replace(
      '  name',
      '  uid: a1\n  resourceVersion: "5"\n  name',
    );
    const { status, body } = await planOf(
      { name: 'dns', text: dns },
      { name: 'api', text: annotated('api'), expose: false },
      { name: 'cart', text: `${exported}status: { loadBalancer: {} }\n` },
    );
    expect({ status, warnings: body.warnings }).toEqual({
      status: 200,
      warnings: [
        'applications: dns: of Service dns, 53/UDP is not carried: only TCP is',
        'applications: api: not exposed, although Service api asks for it: nothing of it is published (expose: true would)',
        'applications: cart: fields that a cluster has set are left out: Service cart (metadata.uid, metadata.resourceVersion, status)',
      ],
    });
  });

  it('names a database by host and port', async () => {
    const spec = '  ports: [{ name: postgres, port: 5432 }, { name: http-admin, port: 9000 }]';
    const { body } = await planOf({ name: 'db', text: annotated('db', undefined, spec) });
    expect(body.addresses).toEqual([
      'db.interconnect-shop.svc.cluster.local:5432',
      'db.interconnect.svc.cluster.local:5432',
      'http://db.interconnect-shop.svc.cluster.local:9000',
      'http://db.interconnect.svc.cluster.local:9000',
    ]);
  });

  it('refuses what no rollout can carry, as the rollout would', async () => {
    const texts = Array.from({ length: 6 }, (_, index) => {
      const data = randomBytes(370_000).toString('base64');
      return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${index} }\ndata: { a: ${data} }\n`;
    });
    const given = texts.map((text, index) => ({ name: `c${index}`, text, expose: false }));
    const { status, body } = await planOf(...given);
    expect({ status, message: body.error.message }).toEqual({
      status: 400,
      message: expect.stringMatching(/^The rollout would carry \d+ bytes, compressed/),
    });
  });

  it('refuses a List without items: there is nothing to deploy', async () => {
    const text = 'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""\n';
    expect(await refusalsOf({ name: 'api', text, expose: false })).toEqual([
      'applications[0].source.url: ./api.yaml: holds no object (accepted: YAML with at least one Kubernetes object)',
    ]);
  });

  it('reads JSON objects one after the other', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'api',
        annotations: { 'network.app.edge-orchestrator.intel.com/expose-service': 'true' },
      },
      spec: { selector: { app: 'api' }, ports: [{ port: 8080 }] },
    };
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    const text = `${JSON.stringify(map, null, 1)}\n${JSON.stringify(service, null, 1)}\n`;
    const { status, body } = await planOf({ name: 'api', text });
    expect(status).toBe(200);
    expect(body.addresses).toContain('http://api.interconnect.svc.cluster.local:8080');
  });
});
