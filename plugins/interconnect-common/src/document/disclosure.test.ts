import fc from 'fast-check';
import { describeNode, identityOf } from './disclosure';
import { describeFieldError, DocumentError } from './errors';
import { readManifest } from './exposure';

const secret = 'hunter2secret';

/** Everything that is said about a text, also by Services that it exposes. */
function saidAbout(text: string): string {
  try {
    const context = { application: 'web', namespace: 'shop', url: './x.yaml' };
    return readManifest(text, context).exposed.errors.map(describeFieldError).join('\n');
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return (error as DocumentError).message;
  }
}

const annotations =
  '{ network.app.edge-orchestrator.intel.com/expose-service: "true", network.app.edge-orchestrator.intel.com/expose-port: "80" }';
const service = (spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: web, annotations: ${annotations} }\nspec: ${spec}\n`;
const object = (metadata: string, kind = 'ConfigMap', apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n`;

describe('what is said about what was read', () => {
  it.each([
    // Files that are no manifests.
    secret,
    `"${secret}"`,
    `${secret},admin,1000,"system:masters"\n`,
    `//registry.npmjs.org/:_authToken=${secret}\n`,
    `https://me:${secret}@git.example.com\n`,
    `127.0.0.1:5432:*:me:${secret}\n`,
    `PASSWORD=${secret}\nOTHER=1\n`,
    `- ${secret}`,
    `${secret}: 1`,
    `{ "${secret}": ["${secret}"] }`,
    // What is not YAML, in each way that the parser's own words would quote.
    `a: !${secret} x`,
    `a: *${secret}`,
    `a: &${secret} [*${secret}]`,
    `%${secret} 1\n---\na: 1`,
    `a: "\\q${secret}"`,
    `a: |${secret}\n  x`,
    `${secret}: 1\n${secret}: 2`,
    `a: b\n ${secret}\n:`,
    `a: '${secret}`,
    `a: [${secret}`,
    `a: @${secret}`,
    `? [${secret}, {${secret}: 1}]\n: 1`,
    `<<: ${secret}`,
    `a: 1\n... ${secret}`,
    // What is not quite an object.
    object('{ name: web }', secret, `${secret}/${secret}/${secret}`),
    object('{ name: web }', `"${secret} x"`),
    object(`{ name: "${secret} x" }`),
    object(`{ name: { ${secret}: 1 } }`),
    object(`{ name: ../${secret} }`, 'Service'),
    object(`{ ${secret}: 1 }`),
    object(`[${secret}]`),
    object(secret),
    object(`{ name: web, namespace: "${secret} x" }`),
    object(`{ name: web, namespace: [${secret}] }`),
    object(`{ name: web, labels: ${secret} }`),
    object(`{ name: web, labels: { "${secret} x": 1 } }`),
    object(`{ name: web, annotations: { a: [${secret}] } }`),
    `kind: Config\nmetadata: { name: ${secret}, namespace: ${secret}, labels: { ${secret}: 1 } }`,
    `apiVersion: v1\nkind: List\nitems: [${secret}, { ${secret}: 1 }]`,
    `apiVersion: constructor/v1\nkind: ${secret}\nmetadata: ${secret}`,
    `apiVersion: __proto__/v1\nkind: ${secret}\nmetadata: ${secret}`,
    // Services.
    service(`{ type: ${secret}, ports: [{ port: 80 }] }`),
    service(`{ ports: ${secret} }`),
    service(`{ ports: [${secret}] }`),
    service(`{ ports: [null, 1] }`),
    service(`{ ports: [{ port: ${secret} }] }`),
    service(`{ ports: [{ port: 80, protocol: ${secret} }] }`),
    service(`{ ports: { ${secret}: 80 } }`),
    service(`{ ports: [{ port: 80, name: ${secret}.${secret} }] }`),
    service(`{ ports: [{ port: 80, targetPort: ${secret}.${secret} }] }`),
    service(`{ ports: [{ port: 80, appProtocol: [${secret}] }] }`),
    service(`{ ports: [{ port: 80 }], selector: { ${secret}: [${secret}] } }`),
    service(`{ ports: [{ port: 80 }], clusterIP: [${secret}] }`),
    service(secret),
    service('null'),
  ])('holds nothing of %j', text => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const said = saidAbout(text);
    expect(said).not.toBe('');
    for (const part of [secret, secret.slice(0, 7)]) {
      expect(said).not.toContain(part);
      expect(JSON.stringify(warnings.mock.calls)).not.toContain(part);
    }
    warnings.mockRestore();
  });

  it('holds nothing, and ends in nothing else, whatever stands in a field', () => {
    // No name of Kubernetes' syntax, which might be told.
    const text = fc.constant('hunter2 secret');
    const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.double());
    const { any } = fc.letrec<{ any: unknown }>(tie => ({
      any: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(text, fc.constantFrom('name', 'port', 'ports', '__proto__', 'constructor')),
          tie('any'),
          { maxKeys: 3 },
        ),
      ),
    }));
    const or = (right: unknown) => fc.oneof({ arbitrary: fc.constant(right), weight: 3 }, any);
    const manifest = fc.record(
      {
        apiVersion: or('v1'),
        kind: fc.oneof(or('Service'), fc.constant('List')),
        items: any,
        metadata: fc.oneof(
          any,
          fc.record({
            name: or('web'),
            namespace: or('shop'),
            labels: any,
            annotations: or({ 'network.app.edge-orchestrator.intel.com/expose-service': 'true' }),
          }),
        ),
        spec: fc.oneof(
          any,
          fc.record({
            type: or('ClusterIP'),
            clusterIP: any,
            ports: or([{ port: 80 }]),
          }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(manifest, any), value => {
        expect(saidAbout(JSON.stringify(value))).not.toContain('hunter2');
      }),
      { numRuns: process.env.INTERCONNECT_TEST_LONG ? 20_000 : 500 },
    );
  });

  it('names a well-formed object, its annotations, and values of our own prefix', () => {
    const twice = `${object('{ name: settings }')}---\n${object('{ name: settings }')}`;
    expect(saidAbout(twice)).toContain('line 5, ConfigMap settings: stands there twice');
    expect(saidAbout(object('{ name: web, annotations: { example.com/retries: 3 } }'))).toContain(
      'metadata.annotations, example.com/retries is a number',
    );
    const wrong = service('{ ports: [{ port: 80 }] }').replace('"80"', `"${'8'.repeat(500)}"`);
    expect(saidAbout(wrong)).toContain(`expose-port is "${'8'.repeat(100)}…"`);
  });

  it('is short, however many ports an annotation names', () => {
    const ports = Array.from({ length: 40_000 }, (_, index) => index + 1).join(',');
    const said = saidAbout(
      service('{ ports: [{ port: 80 }] }').replace('expose-port: "80"', `expose-ports: "${ports}"`),
    );
    expect(said).toContain('and 1 is not a TCP port of the Service');
    expect(said.length).toBeLessThan(1000);
  });
});

describe('describeNode', () => {
  it.each([
    [null, 'empty'],
    ['abc', 'a text of 3 characters'],
    [17, 'a number'],
    [true, 'a boolean'],
    [[1, 2], 'a list of 2 entries'],
    [{ a: 1 }, 'an object with 1 field'],
  ])('%j is %s', (value, text) => {
    expect(describeNode(value)).toBe(text);
  });
});

describe('identityOf', () => {
  it('knows roles by their looser names, and nothing that Kubernetes would not take', () => {
    const named = (apiVersion: string, name: string) =>
      identityOf({ apiVersion, kind: 'Role', metadata: { name } });
    expect(named('rbac.authorization.k8s.io/v1', 'system:pods')).toBe('Role system:pods');
    expect(named('v1', 'system:pods')).toBeUndefined();
    expect(named('v1', 'a'.repeat(254))).toBeUndefined();
    expect(identityOf('text')).toBeUndefined();
  });
});
