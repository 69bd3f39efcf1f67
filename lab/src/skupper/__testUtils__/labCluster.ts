import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Lab } from '../../lab';
import { Status } from '../api/types';
import { KubeClient, createClient } from '../../kube/client';
import { isStatus } from '../../kube/request';
import { readKubeconfig } from '../../kube/kubeconfig';
import { collectionPath, objectPath } from '../../kube/resources';
import { KubeObject, Service } from '../../kube/types';
import { skupperManifestFile } from '../manifestFile';

/** One cluster of a running lab, as a test uses it. */
export interface LabCluster {
  name: string;
  api: KubeClient;
  /** Server-side apply. */
  apply<T extends KubeObject>(object: T): Promise<T>;
  /** The object, or undefined when it is not there. */
  find<T extends KubeObject>(kind: string, namespace: string, name: string): Promise<T | undefined>;
  /** `True`, `False`, or undefined while the condition is missing. */
  condition(
    kind: string,
    namespace: string,
    name: string,
    type: string,
  ): Promise<string | undefined>;
  remove(object: { kind: string; metadata: { name: string; namespace?: string } }): Promise<void>;
}

export function labCluster(lab: Lab, name: string): LabCluster {
  const api = createClient(readKubeconfig(lab.kubeconfigOf(name)));
  const orMissing = (error: unknown) => {
    if (isStatus(error, 404)) return undefined;
    throw error;
  };
  const cluster: LabCluster = {
    name,
    api,
    apply: object =>
      api.call('PATCH', `${objectPath(object)}?fieldManager=lab-test&force=true`, {
        body: object,
        contentType: 'application/apply-patch+yaml',
      }),
    find: <T extends KubeObject>(kind: string, namespace: string, object: string) =>
      api.get<T>(kind, namespace, object).catch(orMissing),
    async condition(kind, namespace, object, type) {
      const found = await cluster.find<KubeObject<unknown, Status>>(kind, namespace, object);
      return found?.status?.conditions?.find(condition => condition.type === type)?.status;
    },
    remove: object => api.remove(object as KubeObject).catch(orMissing),
  };
  return cluster;
}

/** Waits until something is so, and says how long that took, ms. @throws after `seconds` */
export async function waitFor(
  what: string,
  test: () => Promise<boolean>,
  seconds = 60,
): Promise<number> {
  const start = Date.now();
  while (!(await test())) {
    if (Date.now() - start > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return Date.now() - start;
}

/**
 * Installs Skupper on a cluster unless it is there already.
 * @returns a function that takes away what was installed
 */
export async function installSkupper(cluster: LabCluster): Promise<() => Promise<void>> {
  if (await cluster.find('Deployment', 'skupper', 'skupper-controller')) return async () => {};
  const dir = mkdtempSync(join(tmpdir(), 'lab-skupper-'));
  const text = readFileSync(skupperManifestFile(dir), 'utf8');
  rmSync(dir, { recursive: true });
  const objects = parseAllDocuments(text).map(document => document.toJS() as KubeObject);
  for (const object of objects) {
    if (object.kind === 'Deployment') await definitionsServed(cluster);
    await cluster.apply(object);
  }
  return async () => {
    for (const object of objects.reverse()) await cluster.remove(object);
    for (const { kind, metadata } of objects) {
      const { namespace = '', name } = metadata;
      await waitFor(`${kind} ${name} is gone`, async () => {
        if (!(await cluster.find(kind, namespace, name))) return true;
        if (kind === 'CustomResourceDefinition') await touch(cluster, name);
        return false;
      });
    }
  };
}

/**
 * The API server may forget a definition that it removes until something of it changes, see
 * workflows' `waitGone.ts`.
 */
async function touch(cluster: LabCluster, definition: string): Promise<void> {
  const path = `${collectionPath('CustomResourceDefinition')}/${definition}`;
  const body = { metadata: { annotations: { touched: String(Date.now()) } } };
  await cluster.api
    .call('PATCH', path, { body, contentType: 'application/merge-patch+json' })
    .catch(error => {
      if (!isStatus(error, 404)) throw error;
    });
}

function definitionsServed(cluster: LabCluster): Promise<number> {
  return waitFor('the definitions are served', async () => {
    const kinds = ['Site', 'Link', 'Listener', 'Connector', 'Certificate'];
    const answers = kinds.map(kind => cluster.api.call('GET', collectionPath(kind)));
    return (await Promise.allSettled(answers)).every(({ status }) => status === 'fulfilled');
  });
}

/**
 * Gives a LoadBalancer Service an address, as a load balancer would, unless one does.
 * @param address - used when the cluster has no load balancer
 */
export async function giveAddress(
  cluster: LabCluster,
  namespace: string,
  name: string,
  address: string,
): Promise<void> {
  const hasAddress = async () => {
    const service = await cluster.find<Service>('Service', namespace, name);
    return Boolean(service?.status?.loadBalancer?.ingress?.length);
  };
  await waitFor('the Service is there', async () =>
    Boolean(await cluster.find('Service', namespace, name)),
  );
  const waited = await waitFor('a load balancer', hasAddress, 4).catch(() => undefined);
  if (waited !== undefined) return;
  await cluster.api.call('PATCH', `${collectionPath('Service', namespace)}/${name}/status`, {
    body: { status: { loadBalancer: { ingress: [{ ip: address }] } } },
    contentType: 'application/merge-patch+json',
  });
}
