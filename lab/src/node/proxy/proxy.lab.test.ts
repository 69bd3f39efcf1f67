import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { clusterNumber, egressAddress } from '../../addresses';
import { deployment, service, type Manifest } from '../__testUtils__/manifests';
import { TestCluster, until } from '../__testUtils__/TestCluster';

jest.setTimeout(180_000);

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await TestCluster.create('cluster-1', 'proxy-test');
});
afterAll(() => cluster?.dispose());

describe('the service proxy', () => {
  it("listens on a load balancer's address, and lets a cut path hang until it is healed", async () => {
    const address = cluster.lab.pool().split('-')[0].replace(/\.10$/, '.77');
    await cluster.make(
      service(cluster.namespace, 'balanced', {
        port: 80,
        targetPort: 8080,
        app: 'echo',
        type: 'LoadBalancer',
        loadBalancerClass: 'example.org/by-hand', // no MetalLB of another test gives it an address
      }),
    );
    const script =
      "require('node:net').createServer(s => s.pipe(s).on('error', () => {})).listen(8080)";
    await cluster.make(
      deployment(cluster.namespace, 'echo', {
        script,
        readinessProbe: { tcpSocket: { port: 8080 } },
      }),
    );
    await cluster.ready('echo');
    await cluster.patch(`/api/v1/namespaces/${cluster.namespace}/services/balanced/status`, {
      status: { loadBalancer: { ingress: [{ ip: address }] } },
    });
    const spoke = 'cluster-2';
    const localAddress = egressAddress(cluster.lab.instance, clusterNumber(spoke));
    const open = () => talk({ host: address, port: 80, localAddress });
    await until('it listens', async () => (await open().say('up')) === 'up');

    const old = open();
    expect(await old.say('1')).toBe('1');
    await cluster.lab.cut(spoke);
    try {
      const young = open();
      expect(await old.say('2', 500)).toBe('');
      expect(await young.say('3', 500)).toBe('');
      const neighbour = talk({ host: address, port: 80 });
      expect(await neighbour.say('free')).toBe('free');
      await cluster.lab.heal(spoke);
      expect(await old.say('')).toBe('2');
      expect(await young.say('')).toBe('3');
    } finally {
      await cluster.lab.heal(spoke);
    }
  });

  it('runs the real MetalLB controller, which gives a Service an address of its pool', async () => {
    const installed = await cluster.exists('/api/v1/namespaces/metallb-system');
    if (!installed) {
      const manifest = readFileSync(cluster.lab.metallbManifest, 'utf8');
      for (const document of parseAllDocuments(manifest)) {
        const object = document.toJS() as Manifest;
        if (object.kind !== 'DaemonSet') await cluster.make(object);
      }
    }
    const prefix = cluster.lab.pool().split('-')[0].replace(/\d+$/, '');
    await until('the pool is accepted', async () => {
      await cluster.make({
        apiVersion: 'metallb.io/v1beta1',
        kind: 'IPAddressPool',
        metadata: { name: cluster.namespace, namespace: 'metallb-system' },
        spec: {
          addresses: [`${prefix}200/32`],
          serviceAllocation: { namespaces: [cluster.namespace] },
        },
      });
      return true;
    });
    await cluster.make(
      service(cluster.namespace, 'pooled', {
        port: 80,
        targetPort: 8080,
        app: 'echo',
        type: 'LoadBalancer',
      }),
    );
    await until(
      'an address',
      async () => {
        const path = `/api/v1/namespaces/${cluster.namespace}/services/pooled`;
        const { status } = await cluster.api.call<{
          status: { loadBalancer: { ingress?: { ip: string }[] } };
        }>('GET', path);
        return status.loadBalancer.ingress?.[0].ip === `${prefix}200`;
      },
      60_000,
    );
    const address = `${prefix}200`;
    await until('it answers there', async () => {
      return (await talk({ host: address, port: 80 }).say('pooled')) === 'pooled';
    });
    expect(await cluster.exists('/api/v1/namespaces/metallb-system/secrets/memberlist')).toBe(true);
  });
});

const sockets: Socket[] = [];
afterAll(() => sockets.forEach(socket => socket.destroy()));

/** A TCP client. `say` sends and returns what comes back within `waitMs`, or empty. */
function talk(options: { host: string; port: number; localAddress?: string }) {
  const socket = connect(options);
  sockets.push(socket);
  let text = '';
  socket.on('data', chunk => (text += chunk));
  socket.on('error', () => {});
  return {
    async say(words: string, waitMs = 3000): Promise<string> {
      socket.write(words);
      const end = Date.now() + waitMs;
      while (!text && Date.now() < end) await sleep(20);
      const answer = text;
      text = '';
      return answer;
    },
  };
}
