import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { parseAllDocuments, stringify } from 'yaml';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { Fuzz } from '../__testUtils__/Fuzz';
import { Api, startApi } from '../__testUtils__/startApi';

/** Another one is tried with this in the environment. */
const seed = Number(process.env.INTERCONNECT_FUZZ_SEED ?? 20261128);
const long = process.env.INTERCONNECT_TEST_LONG !== undefined;
const documents = long ? 5000 : 1000;
const manifests = long ? 5000 : 1000;
/** Manifests of one document: one, or several. */
const together = [1, 9];
/** Requests at once. */
const window = 8;
const maxAnswer = 64 * 1024;
/**
 * Milliseconds of the processor, not of the clock: a busy computer is no failure. The bench tells
 * what it is (less than 200 on a quiet one); here it is only far less than what is parsed in the
 * loop itself would take.
 */
const maxTurn = 1000;
/** Bytes that the backend reads of a body. */
const maxBody = 1024 * 1024;

// eslint-disable-next-line no-restricted-syntax -- never part of a build
const examples = resolve(__dirname, '../../../../examples');
/** An example, for any namespace. */
const example = (name: string) =>
  readFileSync(join(examples, name), 'utf8').replace(/^ *namespace: shop\n/gm, '');
const member = { clusters: ['cluster-1'], namespace: 'edge-shop' };

/** Objects of which the product reads other parts: exported ones, Jobs, Lists, accounts. */
const others: Record<string, unknown>[] = [
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', uid: '1', labels: { 'controller-uid': '1' }, finalizers: [] },
    spec: {
      selector: { matchLabels: { 'controller-uid': '1' } },
      template: {
        metadata: { labels: { 'controller-uid': '1' }, annotations: { mine: 'a' } },
        spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] },
      },
    },
    status: { succeeded: 1 },
  },
  {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', ownerReferences: [{}] } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'exported', resourceVersion: '1', managedFields: [{}] },
        spec: {
          clusterIP: '10.96.0.7',
          clusterIPs: ['10.96.0.7'],
          selector: { app: 'a' },
          ports: [
            { name: 'http', port: 80, protocol: 'TCP', targetPort: 'web', appProtocol: 'http' },
            { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
          ],
        },
        status: { loadBalancer: {} },
      },
    ],
  },
];

describe(`what is wrong in any way (seed ${seed})`, () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ temporal: () => new FakeTemporal() });
  });
  afterAll(async () => {
    await api.stop();
  });

  /** Asks for the plan of a document; whatever it is, the answer is one that a client can read. */
  async function plan(body: string, what: string): Promise<number> {
    const answer = await post(body);
    const told = { what, status: answer.status, length: answer.text.length };
    const accepted = Buffer.byteLength(body) > maxBody ? [413] : [200, 400];
    if (!accepted.includes(answer.status) || answer.text.length > maxAnswer) {
      throw new Error(
        `${JSON.stringify(told)} ${answer.text.slice(0, 500)} to ${body.slice(0, 2000)}`,
      );
    }
    const { addresses = [], error } = JSON.parse(answer.text);
    for (const address of addresses) {
      const [, port] =
        /^(?:(?:https?|wss?):\/\/)?[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local:(\d+)$/.exec(
          address,
        )!;
      expect(Number(port)).toBeGreaterThanOrEqual(1);
      expect(Number(port)).toBeLessThanOrEqual(65535);
    }
    if (answer.status === 400) {
      expect(error.name).toBe('InputError');
      expect(error.message).not.toMatch(/is not a function|undefined|Cannot read|\[object/);
    }
    return answer.status;
  }

  function post(body: string): Promise<{ status: number; text: string }> {
    return new Promise((done, failed) => {
      const { port } = api.server.address() as AddressInfo;
      const call = request({
        host: '127.0.0.1',
        port,
        agent: false,
        method: 'POST',
        path: '/api/interconnect/v1/projects/edge-shop/networks/shop/plan',
        headers: {
          authorization: mockCredentials.user.header('user:default/guest'),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      });
      call.on('error', failed);
      call.on('response', response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () =>
          done({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }),
        );
      });
      call.end(body);
    });
  }

  /**
   * Counts answers by status. Meanwhile no turn of the event loop works for long, but those in
   * which inputs are made.
   */
  async function all(count: number, make: (index: number) => [string, string]) {
    const found: Record<number, number> = {};
    let next = 0;
    let made = true;
    let longest = 0;
    let before = process.cpuUsage();
    const turn = () => {
      const { user, system } = process.cpuUsage(before);
      if (!made) longest = Math.max(longest, (user + system) / 1000);
      made = false;
      before = process.cpuUsage();
      if (next < count) setImmediate(turn);
    };
    setImmediate(turn);
    const work = async () => {
      while (next < count) {
        made = true;
        const status = await plan(...make(next++));
        found[status] = (found[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: window }, work));
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(maxTurn);
    return found;
  }

  it(`is answered as such in ${documents} documents`, async () => {
    writeFileSync(join(api.root, 'web.yaml'), example('my-backend.yaml'));
    const valid = [
      { description: 'Network for Interconnect', type: 'application-mesh' },
      {
        description: 'Shop',
        type: 'application-mesh',
        namespace: 'interconnect-mesh',
        hub: {
          cluster: 'cluster-1',
          loadBalancer: {
            addresses: ['127.20.0.10-127.20.0.50', '10.0.0.0/24'],
            allowedSources: ['127.0.0.0/8', 'fd00::/8'],
          },
        },
        spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }],
        applications: [
          {
            ...member,
            name: 'web',
            expose: true,
            source: { kind: 'manifests', url: './web.yaml' },
          },
          { ...member, name: 'old', source: { kind: 'existing', services: ['a', 'b'] } },
        ],
      },
    ];
    for (const document of valid) {
      const { status, text } = await post(JSON.stringify(document));
      if (status !== 200) throw new Error(text);
    }
    const fuzz = new Fuzz(seed);
    const found = await all(documents, index => {
      const text = JSON.stringify(fuzz.value(fuzz.one(valid)));
      const body = fuzz.below(10) === 0 ? fuzz.text(text) : text;
      return [body, `document ${index} of seed ${seed}`];
    });
    // Some are right all the same.
    expect(found[200]).toBeGreaterThan(documents / 100);
    expect(found[400]).toBeGreaterThan(documents / 2);
  }, 300_000);

  it(`is answered as such in ${manifests} manifests`, async () => {
    const files = ['my-backend.yaml', 'my-frontend.yaml'];
    const originals = files.map(example);
    const objects = originals
      .flatMap(text =>
        parseAllDocuments(text).map(document => document.toJS() as Record<string, unknown>),
      )
      .concat(others);
    const fuzz = new Fuzz(seed + 1);
    const hub = { cluster: 'cluster-1', loadBalancer: { allowedSources: ['127.0.0.0/8'] } };
    const manifest = (): string => {
      const values = fuzz.value(objects) as unknown[];
      const list = Array.isArray(values) ? values : [values];
      return fuzz.one([
        () => Array.from(list, value => stringify(value ?? null)).join('---\n'),
        () => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: values }),
        () => fuzz.text(fuzz.one(originals)),
        () => fuzz.text(stringify(fuzz.value(fuzz.one(objects)) ?? null)),
      ])();
    };
    const found = await all((2 * manifests) / 10, index => {
      const applications = Array.from({ length: together[index % 2] }, (_, at) => {
        const url = `./${index}-${at}.yaml`;
        writeFileSync(join(api.root, url), manifest());
        const source = { kind: 'manifests', url };
        const expose = fuzz.below(2) === 0;
        return { ...member, name: `a${at}`, namespace: `edge-shop-${at}`, expose, source };
      });
      const document = { type: 'application-mesh', hub, applications };
      return [JSON.stringify(document), `manifests ${index} of seed ${seed}`];
    });
    expect(found[200]).toBeGreaterThan(10);
    expect(found[400]).toBeGreaterThan(manifests / 20);
  }, 300_000);
});
