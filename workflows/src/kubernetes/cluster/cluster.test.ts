import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapBounded } from '../bounded';
import { deadlineOf } from '../deadline';
import { removingAnnotation } from './labels';
import { readManifestFile } from './manifestFile';
import { inOrder } from './order';
import { unwanted } from './prune';
import { isBeingRemoved } from './removal';
import { troubleOf, workloadState } from './workloads';

const object = (kind: string, name: string, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
});

it('prunes exactly what is not wanted any more', () => {
  const made = [object('Service', 'a'), object('Service', 'b'), object('ConfigMap', 'a')];
  expect(unwanted(made, [object('Service', 'a')])).toEqual([made[1], made[2]]);
  expect(unwanted(made, made)).toEqual([]);
  expect(unwanted(made, [])).toEqual(made);
});

it('applies what others need first and what runs last', () => {
  const kinds = [
    'Deployment',
    'ConfigMap',
    'ClusterRole',
    'Service',
    'Namespace',
    'Secret',
    'CustomResourceDefinition',
  ];
  expect(inOrder(kinds.map(kind => ({ kind }))).map(({ kind }) => kind)).toEqual([
    'Namespace',
    'CustomResourceDefinition',
    'ClusterRole',
    'ConfigMap',
    'Secret',
    'Service',
    'Deployment',
  ]);
});

describe('isBeingRemoved', () => {
  const namespace = (more: object) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'a', ...more },
  });
  const marked = namespace({ annotations: { [removingAnnotation]: '2026-01-01T00:00:00Z' } });
  const then = Date.parse('2026-01-01T00:00:00Z');

  it('believes a mark for two minutes', () => {
    expect(isBeingRemoved(marked, then + 119_000)).toBe(true);
    expect(isBeingRemoved(marked, then + 121_000)).toBe(false);
  });

  it('believes a deletion for ever', () => {
    expect(isBeingRemoved(namespace({ deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe(true);
    expect(isBeingRemoved(namespace({}))).toBe(false);
  });
});

describe('workloadState', () => {
  const workload = (kind: string, spec: object, status: object) => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'a', generation: 2 },
    spec,
    status: { observedGeneration: 2, ...status },
  });
  const rolled = { updatedReplicas: 2, availableReplicas: 2, replicas: 2 };

  it.each<[string, string, object, object, boolean]>([
    ['a Deployment that is rolled out', 'Deployment', { replicas: 2 }, rolled, true],
    ['one with an old pod left', 'Deployment', { replicas: 2 }, { ...rolled, replicas: 3 }, false],
    [
      'one with too few available',
      'Deployment',
      { replicas: 2 },
      { ...rolled, availableReplicas: 1 },
      false,
    ],
    [
      'one that was not looked at yet',
      'Deployment',
      { replicas: 2 },
      { ...rolled, observedGeneration: 1 },
      false,
    ],
    ['one with no replicas wanted', 'Deployment', { replicas: 0 }, {}, true],
    [
      'a StatefulSet',
      'StatefulSet',
      {},
      { readyReplicas: 1, currentRevision: 'a', updateRevision: 'a' },
      true,
    ],
    [
      'one half updated',
      'StatefulSet',
      {},
      { readyReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      false,
    ],
    [
      'a DaemonSet',
      'DaemonSet',
      {},
      { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2 },
      true,
    ],
    [
      'one on one node of two',
      'DaemonSet',
      {},
      { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 1 },
      false,
    ],
    [
      'a Job that is complete',
      'Job',
      {},
      { conditions: [{ type: 'Complete', status: 'True' }] },
      true,
    ],
    ['one that is not', 'Job', {}, {}, false],
  ])('%s', (_, kind, spec, status, ready) => {
    expect(workloadState(workload(kind, spec, status)).ready).toBe(ready);
  });

  it('says why the API server does not accept pods', () => {
    const message = 'pods "a" is forbidden: violates PodSecurity "restricted:latest"';
    const conditions = [{ type: 'ReplicaFailure', status: 'True', message }];
    expect(workloadState(workload('Deployment', {}, { conditions })).seen).toBe(
      `0 of 1 replicas available, 0 up to date; ${message}`,
    );
  });

  it('knows a Job that has failed for good', () => {
    const conditions = [{ type: 'Failed', status: 'True', message: 'too many retries' }];
    expect(workloadState(workload('Job', {}, { conditions }))).toEqual({
      ready: false,
      failed: true,
      seen: 'failed: too many retries',
    });
  });
});

describe('troubleOf', () => {
  const pod = (status: object) => ({ ...object('Pod', 'p'), status });

  it('names what a container waits for', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such image' };
    const containerStatuses = [{ name: 'main', state: { waiting } }];
    expect(troubleOf(pod({ containerStatuses }))).toBe(
      'Pod shop/p, container main: ImagePullBackOff (no such image)',
    );
  });

  it('names why it is not scheduled', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False' as const, message: '0/1 nodes' }];
    expect(troubleOf(pod({ conditions }))).toBe('Pod shop/p is not scheduled: 0/1 nodes');
  });

  it('says nothing of a pod that merely starts', () => {
    const containerStatuses = [
      { name: 'main', state: { waiting: { reason: 'ContainerCreating' } } },
    ];
    expect(troubleOf(pod({ containerStatuses }))).toBe('');
  });
});

describe('readManifestFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const { signal } = new AbortController();
  const read = (text: string) => {
    const file = join(folder, 'm.yaml');
    writeFileSync(file, text);
    return readManifestFile(file, 'interconnect.skupper.manifest', signal);
  };

  it('reads documents and lists', async () => {
    const text = `
apiVersion: v1
kind: Namespace
metadata: { name: a }
---
# only a comment
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
`;
    expect((await read(text)).map(o => `${o.kind} ${o.metadata.name}`)).toEqual([
      'Namespace a',
      'ConfigMap b',
    ]);
  });

  it.each([
    [
      'that does not parse',
      'a: [',
      /interconnect.skupper.manifest: .*m.yaml, line \d+, column \d+: is not YAML/,
    ],
    ['with an alias of nothing', 'a: *hunter2', /is not YAML: its aliases cannot be resolved$/],
    ['with a null in a list', 'kind: List\nitems: [null]', /object 1 has no apiVersion/],
    ['without objects', '# nothing', /holds no objects/],
    ['with something else', 'kind: Namespace', /object 1 has no apiVersion, kind or name/],
  ])('refuses a file %s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      type: 'InvalidInput',
      message: expect.stringMatching(message),
    });
  });

  it('downloads no more than a manifest may have', async () => {
    const server = createServer((_, res) => {
      const chunk = Buffer.alloc(1024 * 1024, 'hunter2 ');
      const more = () => {
        while (!res.destroyed && res.write(chunk));
      };
      res.on('drain', more);
      more();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/m.yaml`;
    const endless = readManifestFile(url, 'interconnect.skupper.manifest', signal);
    await expect(endless).rejects.toThrow(
      `interconnect.skupper.manifest: ${url} is larger than 16777216 bytes`,
    );
    await new Promise(done => server.close(done));
  });

  it('names a file that is missing', async () => {
    const missing = readManifestFile('/no/such/file', 'interconnect.skupper.manifest', signal);
    await expect(missing).rejects.toThrow(
      'interconnect.skupper.manifest: /no/such/file cannot be read (ENOENT)',
    );
  });
});

describe('deadlineOf', () => {
  const info = {
    scheduledTimestampMs: 0,
    startToCloseTimeoutMs: 600_000,
    scheduleToCloseTimeoutMs: 900_000,
  };

  it("ends before the attempt's timeout or the step's deadline, whichever is first", () => {
    expect(deadlineOf(info, 0)).toEqual({ at: 595_000, final: false });
    expect(deadlineOf(info, 700_000)).toEqual({ at: 895_000, final: true });
  });

  it('is final when both end together', () => {
    const same = { ...info, startToCloseTimeoutMs: 900_000 };
    expect(deadlineOf(same, 50)).toEqual({ at: 895_000, final: true });
  });

  it('keeps most of a short time', () => {
    expect(deadlineOf({ ...info, startToCloseTimeoutMs: 1000 }, 0).at).toBe(900);
  });

  it('without timeouts there is none', () => {
    const none = { scheduledTimestampMs: 0, startToCloseTimeoutMs: 0, scheduleToCloseTimeoutMs: 0 };
    expect(deadlineOf(none, 5)).toEqual({ at: Infinity, final: false });
  });
});

it('maps with bounded concurrency, in order', async () => {
  let running = 0;
  let most = 0;
  const results = await mapBounded([1, 2, 3, 4, 5, 6, 7], 3, async n => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(resolve => setTimeout(resolve, 5));
    running -= 1;
    return n * 2;
  });
  expect(results).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(most).toBe(3);
});
