import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { root } from '@interconnect/lab/stack';
import { project, putNetwork, removeNetworks, waitForRollout, waitForWords } from '../api';
import { differenceOf } from '../difference';
import { hubOf } from '../documents';
import { kubectl } from '../kubectl';
import { manifestsOf, Portal } from '../portal';

const cases = join(root, 'test/src/cases');
const caseOf = (name: string) => readFileSync(join(cases, name, 'server.yaml'), 'utf8');

function deployment(podSpec: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }], ...podSpec },
      },
    },
  });
}

const manifests = {
  paused: caseOf('paused'),
  probe: caseOf('probe-of-wrong-path'),
  crash: caseOf('crash-loop'),
  bare: caseOf('bare-pod-fails'),
  'no-node': deployment({ nodeSelector: { disk: 'fast' } }),
  strict: deployment(),
  going: deployment(),
};

/** Namespaces of the project that somebody has made as they are. */
const namespaces = {
  strict: '',
  going: '{"kind":"ConfigMap","metadata":{"name":"held","finalizers":["example.com/held"]}}',
};

/** Whatever a step waits for, the rollout says what and why while it waits. */
export function waitScenarios(portal: () => Portal) {
  describe('waiting', () => {
    const folder = () => join(manifestsOf(portal().settings), 'waits');
    let before: Record<string, string[]>;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      mkdirSync(folder(), { recursive: true });
      for (const [name, text] of Object.entries(manifests)) {
        writeFileSync(join(folder(), `${name}.yaml`), text);
      }
    });
    afterAll(async () => {
      rmSync(folder(), { recursive: true, force: true });
      await portal().lab.heal('cluster-2');
      await release().catch(() => {});
      await removeNetworks(portal());
      await removeNamespaces();
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    const on = (cluster: string, ...args: string[]) => kubectl(portal().lab, cluster, ...args);

    async function makeNamespaces() {
      for (const [name, object] of Object.entries(namespaces)) {
        const namespace = `${project}-${name}`;
        await on('cluster-1', 'create', 'namespace', namespace);
        const labels = [`interconnect/project=${project}`];
        if (name === 'strict') labels.push('pod-security.kubernetes.io/enforce=restricted');
        await on('cluster-1', 'label', 'namespace', namespace, ...labels);
        if (!object) continue;
        const file = join(folder(), `${name}.json`);
        writeFileSync(file, JSON.stringify({ apiVersion: 'v1', ...JSON.parse(object) }));
        await on('cluster-1', '-n', namespace, 'apply', '-f', file);
      }
      await on('cluster-1', 'delete', 'namespace', `${project}-going`, '--wait=false');
    }

    async function removeNamespaces() {
      const names = Object.keys(namespaces).map(name => `${project}-${name}`);
      const there = await on('cluster-1', 'get', 'namespaces', '-o', 'name');
      const left = names.filter(name => there.includes(`namespace/${name}\n`));
      if (left.length > 0) await on('cluster-1', 'delete', 'namespace', ...left);
    }

    /** Lets go what keeps a namespace from being gone. */
    const release = () =>
      on(
        'cluster-1',
        ...['-n', `${project}-going`, 'patch', 'configmap', 'held', '--type=merge'],
        ...['-p', '{"metadata":{"finalizers":null}}'],
      );

    const hub = (from: number, to: number) => hubOf(portal().lab, from, to);
    const hears = (network: string, id: string, step: string, text: RegExp) =>
      waitForWords(portal(), network, id, { step, text });

    it('says why applications do not run, and why a link does not come up', async () => {
      const document: NetworkDocument = {
        type: 'application-mesh',
        hub: hub(10, 20),
        spokes: [{ cluster: 'cluster-2' }],
        applications: Object.keys(manifests).map(name => ({
          name,
          clusters: ['cluster-1'],
          namespace: `${project}-${name}`,
          source: { kind: 'manifests' as const, url: `./waits/${name}.yaml` },
        })),
      };
      await makeNamespaces();
      await portal().lab.cut('cluster-2');
      const { id } = (await putNetwork(portal(), 'waits', document)).rollout!;
      const says = (step: string, text: RegExp) => hears('waits', id, step, text);
      const of = (name: string) => `deployApplication:${name}@cluster-1`;
      await says(of('paused'), /Deployment edge-shop-paused\/paused on cluster-1 .* is paused/);
      await says(of('going'), /^waiting for namespace edge-shop-going on cluster-1: being removed/);
      await says(of('no-node'), /is not scheduled: 0\/1 nodes are available/);
      await says(of('strict'), /violates PodSecurity "restricted:latest"/);
      await release();
      await says(of('probe'), /Readiness probe failed: HTTP probe failed with statuscode: 404/);
      await says('linkSpoke@cluster-2', /^waiting for Link .*Operational: no/);
      const { steps } = await waitForRollout(portal(), 'waits', id, rollout =>
        ['crash', 'bare'].every(name =>
          rollout.steps.some(step => step.id === of(name) && step.state === 'Failed'),
        ),
      );
      const [crash, bare] = ['crash', 'bare'].map(name =>
        steps.find(({ id: one }) => one === of(name)),
      );
      expect(crash?.error).toMatch(/container crash, does not stay up: .*code 1.*restarted \d/);
      expect(crash?.attempt).toBe(1);
      expect(bare?.error).toMatch(/Pod \S+, container legacy, does not stay up: .*exit code 1/);
    });

    it('says that Skupper does not run', async () => {
      const scale = (replicas: number) =>
        on(
          'cluster-2',
          ...['-n', 'skupper', 'scale', 'deployment/skupper-controller', `--replicas=${replicas}`],
        );
      await scale(0);
      const document: NetworkDocument = {
        type: 'application-mesh',
        hub: hub(25, 30),
        spokes: [{ cluster: 'cluster-2' }],
      };
      const { id } = (await putNetwork(portal(), 'no-controller', document)).rollout!;
      const { state } = await hears(
        'no-controller',
        id,
        'deploySkupper@cluster-2',
        /^waiting for Skupper's controller on cluster-2 .*skupper-controller: .*spec\.replicas is 0/,
      );
      expect(state).toBe('Running');
      await scale(1);
    });
  });
}
