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
