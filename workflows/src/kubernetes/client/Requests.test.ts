import { Requests } from './Requests';
import type { ApiRequest, ApiResponse, Transport } from './transport';

const pods = { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true, verbs: [] };
const ref = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' } };

function requestsOf(answers: ApiResponse[], signal?: AbortSignal) {
  const sent: ApiRequest[] = [];
  const transport: Transport = {
    cluster: 'cluster-1',
    server: 'https://c',
    clusterDomain: 'cluster.local',
    close: () => {},
    request: async request => {
      sent.push(request);
      return answers.shift() ?? { status: 500, body: {} };
    },
  };
  return { requests: new Requests(transport, signal), sent };
}

it('comes back when the cluster is busy', async () => {
  const busy = { status: 429, body: {}, retryAfterSeconds: 0.01 };
  const { requests, sent } = requestsOf([busy, busy, { status: 200, body: { ok: true } }]);
  expect(await requests.send(pods, ref, { method: 'GET' })).toMatchObject({ status: 200 });
  expect(sent).toHaveLength(3);
});

it('gives up when it stays busy', async () => {
  const busy = Array.from({ length: 10 }, () => ({
    status: 429,
    body: {},
    retryAfterSeconds: 0.01,
  }));
  const { requests, sent } = requestsOf(busy);
  expect(await requests.send(pods, ref, { method: 'GET' })).toMatchObject({ status: 429 });
  expect(sent).toHaveLength(6);
});

it('does not wait any longer when it is cancelled', async () => {
  const controller = new AbortController();
  const { requests } = requestsOf(
    [{ status: 429, body: {}, retryAfterSeconds: 5 }],
    controller.signal,
  );
  const sent = requests.send(pods, ref, { method: 'GET' });
  setTimeout(() => controller.abort(new Error('cancelled')), 20);
  await expect(sent).rejects.toThrow();
});

it('lists all pages, each object with its kind', async () => {
  const page = (name: string, next?: string) => ({
    status: 200,
    body: { metadata: { continue: next }, items: [{ metadata: { name } }] },
  });
  const { requests, sent } = requestsOf([page('a', 'more'), page('b')]);
  expect(await requests.list(pods, { namespace: 'b', labelSelector: 'x=y' })).toEqual([
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } },
  ]);
  expect(sent.map(({ path }) => path)).toEqual([
    '/api/v1/namespaces/b/pods?labelSelector=x%3Dy&limit=500',
    '/api/v1/namespaces/b/pods?labelSelector=x%3Dy&limit=500&continue=more',
  ]);
});
