import { cpSync, readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { attach, Lab } from '@interconnect/lab';
import {
  demoMirror,
  guestToken,
  ManagedProcess,
  PortalSettings,
  root,
  startBackend,
  startWorker,
  writeConfiguration,
} from '@interconnect/lab/stack';
import { parse, stringify } from 'yaml';

/**
 * The product under test: the lab that `npm test` started, with a worker and a backend of our own.
 */
export interface Portal {
  lab: Lab;
  settings: PortalSettings;
  worker: ManagedProcess;
  backend: ManagedProcess;
  token: string;
  stop(): Promise<void>;
}

export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this test by \`npm test\``);
  return value;
}

/**
 * The worker's kubeconfig of the lab with some clusters more: `cluster-gone`, where nothing listens,
 * `cluster-locked`, the API server of cluster-1 with a token that it does not know, and two to
 * which nobody can sign in, because the program for it fails or is not there.
 */
function kubeconfigWithBrokenClusters(lab: Lab, dir: string): string {
  const config = parse(readFileSync(lab.workerKubeconfig, 'utf8'));
  const first = config.clusters.find((entry: { name: string }) => entry.name === 'cluster-1');
  config.clusters.push(
    { name: 'cluster-gone', cluster: { ...first.cluster, server: 'https://127.0.0.1:9' } },
    { name: 'cluster-locked', cluster: first.cluster },
  );
  config.users.push({ name: 'nobody', user: { token: 'not-a-token-of-this-cluster' } });
  for (const name of ['cluster-gone', 'cluster-locked']) {
    config.contexts.push({ name, context: { cluster: name, user: 'nobody' } });
  }
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };
  const fails = { command: 'sh', args: ['-c', 'echo printed-by-the-program >&2; exit 3'] };
  for (const [name, program] of Object.entries({
    'cluster-unsigned': fails,
    'cluster-without-program': { command: 'no-such-program' },
  })) {
    config.users.push({ name: `user-of-${name}`, user: { exec: { ...exec, ...program } } });
    config.contexts.push({ name, context: { cluster: 'cluster-1', user: `user-of-${name}` } });
  }
  // cluster-3 once more, under a name that is labelled as one in production.
  const third = config.contexts.find((entry: { name: string }) => entry.name === 'cluster-3');
  config.contexts.push({ ...third, name: 'cluster-production' });
  const file = join(dir, 'kubeconfig.yaml');
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}

/**
 * Labels `cluster-production`, and lets the guest decide as well, but for what the guest asked for.
 */
const approvals = {
  clusters: [{ name: 'cluster-production', labels: { environment: 'production' } }],
  approval: {
    clusterLabels: { environment: 'production' },
    approvers: ['group:default/platform-team', 'user:default/guest'],
  },
};

/** Namespaces of the scenarios. */
const tenancy = {
  projects: [
    {
      project: 'edge-shop',
      namespaces: ['{project}', '{project}-*', 'shop', 'web', 'stock', 'tills', 'legacy'],
    },
  ],
};

/** The examples, those of the tests among them, where a test may write more. */
export function manifestsOf({ dir }: Pick<PortalSettings, 'dir'>): string {
  return join(dir, 'examples');
}

/** Starts worker and backend on a fresh database. */
export async function startPortal(): Promise<Portal> {
  const lab = await attach(Number(required('INTERCONNECT_LAB')));
  const dir = mkdtempSync(join(lab.dir, 'portal-'));
  const backendPort = 7087 + 20 * lab.instance;
  const settings: PortalSettings = {
    dir,
    backendPort,
    workerHealthPort: backendPort + 1,
    temporal: { address: required('TEMPORAL_ADDRESS'), taskQueue: 'interconnect-e2e' },
    kubeconfig: kubeconfigWithBrokenClusters(lab, dir),
    manifests: { skupper: lab.skupperManifest, metallb: lab.metallbManifest },
    settleSeconds: 1,
    users: ['user:default/platform-engineer', 'user:default/warehouse-lead'],
    interconnect: {
      // Longer than Kubernetes' garbage collector may take after an API server was away.
      rollout: { stepDeadline: { seconds: 150 }, blockedFor: { minutes: 10 } },
      observe: { interval: { seconds: 3 } },
      manifests: { root: manifestsOf({ dir }) },
      ...approvals,
      tenancy,
      mirror: demoMirror,
    },
  };
  for (const folder of ['examples', 'test/src/e2e/manifests']) {
    cpSync(join(root, folder), manifestsOf({ dir }), { recursive: true });
  }
  writeConfiguration(settings);
  const worker = await startWorker(settings);
  const backend = await startBackend(settings).catch(async error => {
    await worker.stop();
    throw error;
  });
  const portal: Portal = {
    lab,
    settings,
    worker,
    backend,
    token: await guestToken(settings.backendPort),
    async stop() {
      await portal.backend.stop();
      await portal.worker.stop(35_000);
    },
  };
  return portal;
}
