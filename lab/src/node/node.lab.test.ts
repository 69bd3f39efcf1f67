import { setTimeout as sleep } from 'node:timers/promises';
import { readProcess } from '../processes';
import { deployment, service } from './__testUtils__/manifests';
import { isReady, TestCluster, until } from './__testUtils__/TestCluster';

jest.setTimeout(180_000);

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await TestCluster.create('cluster-1', 'node-test');
});
afterAll(() => cluster?.dispose());

const urlOf = (app: string, path = '/') =>
  `http://${app}.${cluster.namespace}.svc.cluster.local:80${path}`;
const ask = (app: string, path = '/') =>
  cluster.lab.curl(cluster.name, urlOf(app, path), { timeoutMs: 3000 });

const web = `
  const http = require('node:http');
  http.createServer((request, response) => {
    if (request.url === '/crash') process.exit(7);
    response.end(process.env.POD_NAME + ' ' + process.env.POD_ADDRESS + ' ' + request.url);
  }).listen(8080);`;

const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };

describe('a node of the lab', () => {
  it('runs a Deployment and forwards from its ClusterIP to the pods in turn', async () => {
    await cluster.make(
      deployment(cluster.namespace, 'web', { script: web, readinessProbe: probe, replicas: 2 }),
    );
    await cluster.make(service(cluster.namespace, 'web', { port: 80, targetPort: 8080 }));
    await cluster.ready('web', 2);
    const names = (await cluster.podsOf('web')).map(pod => pod.metadata.name).sort();
    await until('both answer', async () => {
      const answers = [await ask('web', '/x'), await ask('web', '/x')];
      return answers.every(a => a.status === 200 && a.body.endsWith('/x'))
        ? JSON.stringify(answers.map(a => a.body.split(' ')[0]).sort()) === JSON.stringify(names)
        : false;
    });
    expect((await cluster.podsOf('web'))[0].status.podIP).toMatch(/^198\.18\.1\.\d+$/);
    expect((await cluster.podsOf('web'))[0].metadata.annotations ?? {}).toEqual({});
  });

  it('starts a pod again that crashed, and counts it', async () => {
    await ask('web', '/crash').catch(() => undefined);
    await until('one restart', async () =>
      (await cluster.podsOf('web')).some(pod => pod.status.containerStatuses[0].restartCount === 1),
    );
    await cluster.ready('web', 2);
    const restarts = (await cluster.podsOf('web')).map(
      p => p.status.containerStatuses[0].restartCount,
    );
    expect(restarts.sort()).toEqual([0, 1]);
  });

  it('refuses connections at once while no pod is ready, and forwards again when one is', async () => {
    const path = `/apis/apps/v1/namespaces/${cluster.namespace}/deployments/web/scale`;
    await cluster.patch(path, { spec: { replicas: 0 } });
    await until('no pod is left', async () => (await cluster.podsOf('web')).length === 0);
    await until('it refuses', () =>
      ask('web').then(
        () => false,
        error => /ECONNREFUSED/.test(error.message),
      ),
    );
    await cluster.patch(path, { spec: { replicas: 1 } });
    await cluster.ready('web', 1);
    await until('it answers', async () => (await ask('web')).status === 200);
    expect((await ask('web', '/again')).body).toContain('/again');
  });

  it('is not Ready before its readinessProbe succeeds', async () => {
    const script = 'setInterval(() => {}, 1000)';
    await cluster.make(deployment(cluster.namespace, 'mute', { script, readinessProbe: probe }));
    await until(
      'it runs',
      async () => (await cluster.podsOf('mute'))[0]?.status.phase === 'Running',
    );
    await sleep(1500);
    expect(isReady((await cluster.podsOf('mute'))[0])).toBe(false);
  });

  it('reports images that it cannot run as Ready, marked as not running', async () => {
    await cluster.make(
      deployment(cluster.namespace, 'strange', { image: 'example.org/strange:1' }),
    );
    await cluster.ready('strange');
    const [pod] = await cluster.podsOf('strange');
    expect(pod.metadata.annotations).toEqual({ 'lab.interconnect/stand-in': 'no process' });
    const { clusters } = await cluster.lab.status();
    const listed = clusters.find(c => c.name === cluster.name)?.pods;
    expect(listed?.find(p => p.name === pod.metadata.name)).toMatchObject({
      ready: true,
      process: false,
    });
  });

  it('knows names of the cluster in pods, also aliases in other namespaces', async () => {
    const alias = `alias-${process.pid}`;
    await cluster.make({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: alias, namespace: 'default' },
      spec: { type: 'ExternalName', externalName: `web.${cluster.namespace}.svc.cluster.local` },
    });
    const script = `
      const http = require('node:http');
      http.createServer(async (request, response) => {
        const names = ['web', 'web.${cluster.namespace}', '${alias}.default.svc.cluster.local'];
        const ask = name => fetch('http://' + name + '/n').then(r => r.text(), e => String(e.cause));
        response.end(JSON.stringify(await Promise.all(names.map(ask))));
      }).listen(8080);`;
    await cluster.make(
      deployment(cluster.namespace, 'client', {
        script,
        readinessProbe: { tcpSocket: { port: 8080 } },
      }),
    );
    await cluster.make(service(cluster.namespace, 'client', { port: 80, targetPort: 8080 }));
    await cluster.ready('client');
    // the Service follows a little later than the pod
    await until('it answers', async () => (await ask('client')).status === 200);
    const answers: string[] = JSON.parse((await ask('client')).body);
    expect(answers).toHaveLength(3);
    answers.forEach(answer => expect(answer).toMatch(/^web-\S+ 127\.\S+ \/n$/));
  });

  it('goes on while the API server is away, and catches up by itself', async () => {
    const [pod] = await cluster.podsOf('client');
    await cluster.lab.stop(cluster.name);
    try {
      expect((await ask('web')).status).toBe(200);
      await ask('web', '/crash').catch(() => undefined);
      await until('it runs again', async () => (await ask('web')).status === 200);
    } finally {
      await cluster.lab.start(cluster.name);
    }
    await until('the restart is reported', async () =>
      (await cluster.podsOf('web')).some(p => p.status.containerStatuses[0].restartCount === 1),
    );
    expect((await cluster.podsOf('client'))[0]).toMatchObject({
      metadata: { name: pod.metadata.name },
      status: { podIP: pod.status.podIP, containerStatuses: [{ restartCount: 0 }] },
    });
    await cluster.make(deployment(cluster.namespace, 'later', { script: web }));
    // the controller manager comes back with delays of its own
    await cluster.ready('later', 1, 90_000);
  });

  it('leaves no second process of a pod when its agent was killed', async () => {
    const ours = async () => {
      const { clusters } = await cluster.lab.status();
      const pods = clusters.find(c => c.name === cluster.name)?.pods ?? [];
      return pods.find(p => p.namespace === cluster.namespace && p.name.startsWith('client-'));
    };
    const before = await ours();
    expect(before?.pids).toHaveLength(1);
    await cluster.lab.kill(`node-${cluster.name}`);
    try {
      expect(readProcess(before!.pids[0])).toBeDefined();
    } finally {
      await cluster.lab.start(cluster.name);
    }
    await until('the pod runs again', async () => {
      const now = await ours();
      return now?.ready && now.pids.length === 1 && now.restarts === before!.restarts + 1;
    });
    expect(readProcess(before!.pids[0])).toBeUndefined();
    await until('it answers', async () => (await ask('client')).status === 200);
  });
});
