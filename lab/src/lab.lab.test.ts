import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig, KubernetesObjectApi, type KubernetesObject } from '@kubernetes/client-node';
import { apiServerPort, etcdPort } from './addresses';
import { attach, up, type Lab } from './lab';
import { requireFreePort } from './ports';
import { CHECKOUT, readState, running } from './state';

let lab: Lab;

beforeAll(async () => {
  const instance = process.env.INTERCONNECT_LAB;
  if (!instance) {
    throw new Error(
      'INTERCONNECT_LAB is not set: the number of a running lab, see "npm run lab -- up"',
    );
  }
  lab = await attach(Number(instance));
});

function clientOf(cluster: string): KubernetesObjectApi {
  const config = new KubeConfig();
  config.loadFromFile(lab.kubeconfigOf(cluster));
  return KubernetesObjectApi.makeApiClient(config);
}

async function until(what: string, condition: () => Promise<boolean>, timeoutMs = 60_000) {
  const end = Date.now() + timeoutMs;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

const namespaceObject = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const script =
  "require('node:http').createServer((q, s) => s.end('hello ' + q.headers.host)).listen(8080)";

const workload = (namespace: string): KubernetesObject[] => {
  const labels = { app: 'hello' };
  const container = {
    name: 'hello',
    image: 'docker.io/library/node:24-alpine',
    command: ['node', '-e', script],
    readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
  };
  const spec = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container] } },
  };
  const ports = [{ port: 80, targetPort: 8080 }];
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'hello', namespace }, spec },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'hello', namespace },
      spec: { selector: labels, ports },
    },
  ] as object[] as KubernetesObject[];
};

test('a Deployment becomes Ready, answers, and leaves nothing behind', async () => {
  const cluster = lab.clusters[0];
  const client = clientOf(cluster);
  const namespace = `lab-core-${Date.now()}`;
  const before = await lab.snapshot();
  await client.create(namespaceObject(namespace));
  try {
    const objects = workload(namespace);
    for (const object of objects) await client.create(object);
    await until('the Deployment is available', async () => {
      const { status } = (await client.read(objects[0] as any)) as {
        status?: { availableReplicas?: number };
      };
      return status?.availableReplicas === 1;
    });
    const host = `hello.${namespace}.svc.cluster.local`;
    await until(
      'the Service answers',
      async () => (await lab.curl(cluster, `http://${host}/`)).status === 200,
    );
    expect(await lab.curl(cluster, `http://${host}/`)).toEqual({
      status: 200,
      body: `hello ${host}`,
    });

    const during = (await lab.snapshot())[cluster].filter(line => !before[cluster].includes(line));
    expect(during).toEqual([
      `apps/v1/Deployment ${namespace}/hello`,
      `apps/v1/ReplicaSet ${namespace}/Deployment/hello/*`,
      `v1/ConfigMap ${namespace}/kube-root-ca.crt`,
      `v1/Namespace ${namespace}`,
      `v1/Pod ${namespace}/Deployment/hello/*`,
      `v1/Service ${namespace}/hello`,
      `v1/ServiceAccount ${namespace}/default`,
    ]);

    const pods = (await lab.status()).clusters.find(c => c.name === cluster)?.pods ?? [];
    const pod = pods.find(p => p.namespace === namespace);
    expect(pod).toMatchObject({ ready: true, process: true, pids: [expect.any(Number)] });
    await lab.kill(`${cluster}/${namespace}/hello`);
    await until('the pod’s process is started again', async () => {
      const status = (await lab.status()).clusters.find(c => c.name === cluster);
      const again = status?.pods?.find(p => p.namespace === namespace);
      return again?.ready === true && again.restarts === 1 && again.pids[0] !== pod?.pids[0];
    });
  } finally {
    await client.delete(namespaceObject(namespace) as any);
  }
  await until('everything is gone', async () => {
    expect(await lab.snapshot()).toEqual(before);
    return true;
  });
}, 180_000);

test('a stopped cluster does not answer, and starts again with its data', async () => {
  const cluster = lab.clusters.at(-1)!;
  const client = clientOf(cluster);
  const mark = namespaceObject(`lab-core-stop-${Date.now()}`);
  await client.create(mark);
  try {
    await lab.stop(cluster);
    expect((await lab.status()).clusters.find(c => c.name === cluster)).toMatchObject({
      state: 'Stopped',
    });
    await expect(client.read(mark)).rejects.toThrow();
    await expect(lab.snapshot()).rejects.toThrow(`${cluster}: the API server does not answer`);
  } finally {
    await lab.start(cluster);
  }
  expect((await lab.status()).clusters.find(c => c.name === cluster)).toMatchObject({
    state: 'Ready',
  });
  await expect(client.read(mark)).resolves.toMatchObject({
    metadata: { name: mark.metadata.name },
  });
  await client.delete(mark as any);
  const gone = () =>
    client.read(mark).then(
      () => false,
      error => error.code === 404,
    );
  await until('the controller manager works again: the namespace is gone', gone);
}, 120_000);

test('unknown clusters and processes are named, with what there is', async () => {
  await expect(lab.stop('cluster-99')).rejects.toThrow(
    `"cluster-99" is no cluster of this lab; there are ${lab.clusters.join(', ')}`,
  );
  await expect(lab.kill('nobody')).rejects.toThrow(
    /"nobody" is no running process of lab \d; there are etcd, /,
  );
});

describe('the command line', () => {
  const cli = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
      const command = [
        '--import',
        'tsx',
        'lab/src/cli.ts',
        '--instance',
        String(lab.instance),
        ...args,
      ];
      const child = execFile(process.execPath, command, { cwd: CHECKOUT }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });

  test('hands everything on to kubectl, and its exit code back', async () => {
    const [cluster] = lab.clusters;
    const found = await cli('kubectl', cluster, 'get', 'namespace', 'default', '--output=name');
    expect(found).toEqual({ code: 0, stdout: 'namespace/default\n', stderr: '' });
    const missing = await cli('kubectl', cluster, 'get', 'namespace', 'no-such-namespace');
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('not found') });
  });

  test('answers a mistake with one clear line', async () => {
    expect(await cli('stop', 'cluster-99')).toEqual({
      code: 1,
      stdout: '',
      stderr: `"cluster-99" is no cluster of this lab; there are ${lab.clusters.join(', ')}\n`,
    });
  });

  test('status shows every process and cluster', async () => {
    const { code, stdout } = await cli('status');
    expect(code).toBe(0);
    for (const cluster of lab.clusters) {
      expect(stdout).toMatch(new RegExp(`^${cluster} +Ready +https://127.0.0.1:`, 'm'));
      expect(stdout).toMatch(new RegExp(`^kube-apiserver-${cluster} +Running`, 'm'));
    }
  });
});

describe('a start that fails', () => {
  const instance = 7;
  const { INTERCONNECT_LAB_DIR } = process.env;
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lab-fails-'));
    process.env.INTERCONNECT_LAB_DIR = dir;
  });
  afterEach(() => {
    if (INTERCONNECT_LAB_DIR === undefined) delete process.env.INTERCONNECT_LAB_DIR;
    else process.env.INTERCONNECT_LAB_DIR = INTERCONNECT_LAB_DIR;
    rmSync(dir, { recursive: true, force: true });
  });

  test('half way leaves nothing running, and names who has the port', async () => {
    const port = apiServerPort(instance, 2);
    const server = createServer();
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
    try {
      await expect(up({ instance, clusters: 2 })).rejects.toThrow(
        `port ${port} (API server of cluster-2, lab 7) is taken by process ${process.pid}`,
      );
    } finally {
      await new Promise(resolve => server.close(resolve));
    }
    expect(running(readState(dir, instance))).toEqual([]);
    await requireFreePort(etcdPort(instance), 'etcd');
    await requireFreePort(apiServerPort(instance, 1), 'API server');
  }, 60_000);

  test('because a process ends shows the end of its log', async () => {
    writeFileSync(join(dir, 'etcd'), 'no folder');
    await expect(up({ instance, clusters: 1 })).rejects.toThrow(
      /^etcd has ended\. The end of .*etcd\.log:\n[^]*not a directory/,
    );
    await requireFreePort(etcdPort(instance), 'etcd');
  }, 60_000);
});
