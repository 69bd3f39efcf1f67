import type { ClusterClient, KubernetesObject, ObjectRef } from '../client';
import { applicationStep, hub, networkRef, spoke } from '../__testUtils__/steps';
import { questionsOf } from './questions';

const asking = { exposed: [] } as unknown as Parameters<typeof questionsOf>[2];
const portKey = 'network.app.edge-orchestrator.intel.com/expose-port';
const existing = applicationStep(networkRef('shop'), {
  ...{ application: 'my-frontend', cluster: spoke, expose: false },
  source: { kind: 'existing', services: ['my-frontend'] },
});

it('of an application that is there already asks for the Secrets that it is to get', async () => {
  const asked: ObjectRef[] = [];
  const client = {
    requireFree: async (objects: ObjectRef[]) => void asked.push(...objects),
    get: async ({ kind, metadata }: ObjectRef) =>
      kind === 'Service' ? { apiVersion: 'v1', kind, metadata } : undefined,
    serves: async () => false,
  } as unknown as ClusterClient;
  const tls = { role: 'client' as const, hub };
  const [question, ...more] = questionsOf({ ...existing, tls }, undefined, asking);
  expect(more).toEqual([]);
  expect(question).toMatchObject({ cluster: spoke, application: 'my-frontend' });
  expect(await question.ask(client)).toEqual([]);
  expect(asked.map(({ metadata }) => metadata.name)).toEqual(['skupper-tls-client']);
});

describe('of an application that is said to be there', () => {
  const service = (annotations: Record<string, string>, selector?: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'my-frontend', namespace: 'shop', annotations },
    spec: { ...(selector && { selector }), ports: [{ port: 80 }] },
  });
  const expose = { 'network.app.edge-orchestrator.intel.com/expose-service': 'true' };
  const behind: KubernetesObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'manual' },
    endpoints: [{ addresses: ['10.9.9.9'] }],
  };
  const answer = async (found: KubernetesObject | undefined, slices: KubernetesObject[] = []) => {
    const client = {
      cluster: spoke,
      get: async ({ kind }: ObjectRef) => (kind === 'Service' ? found : undefined),
      list: async ({ kind }: ObjectRef) => (kind === 'EndpointSlice' ? slices : []),
      serves: async () => false,
      requireFree: async () => {},
    } as unknown as ClusterClient;
    const [{ ask }] = questionsOf({ ...existing, expose: true }, undefined, asking);
    return ask(client);
  };

  it('says that its Service is not there', async () => {
    await expect(answer(undefined)).rejects.toMatchObject({
      type: 'Missing',
      message: expect.stringMatching(/^Service shop\/my-frontend does not exist on cluster-2;/),
    });
  });

  it.each([
    ['a port that it has not', { ...expose, [portKey]: '81' }, {}, /81 is not a TCP port/],
    [
      'no selector',
      expose,
      undefined,
      /^Service shop\/my-frontend has no selector: .*on cluster-2/,
    ],
  ])('refuses %s', async (_, annotations, selector, message) => {
    const pods = selector && { app: 'web' };
    await expect(answer(service(annotations, pods))).rejects.toMatchObject({
      type: 'InvalidInput',
      message: expect.stringMatching(message),
    });
  });

  it('warns of one that exposes nothing, or leads elsewhere for the moment', async () => {
    expect(await answer(service({}, { app: 'web' }))).toMatchObject([
      { finding: 'warning', text: expect.stringMatching(/^exposes nothing: none of Service shop/) },
    ]);
    expect(await answer(service(expose, { app: 'web' }))).toEqual([]);
    expect(await answer(service(expose, { app: 'web' }), [behind])).toMatchObject([
      { finding: 'warning', text: expect.stringMatching(/leads to 10.9.9.9, which is no pod/) },
    ]);
  });
});
