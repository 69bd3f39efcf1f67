import type {
  AppliedApplication,
  AppliedSettings,
  ExposedService,
} from '@interconnect/backstage-plugin-interconnect-common';
import { stepLabel } from '@interconnect/backstage-plugin-interconnect-common';
import { asItCounts } from '../application/serviceExports';
import { readBehind } from '../application/strays';
import type { ClusterClient } from '../client';
import { podTrouble } from '../cluster/podTrouble';
import {
  type Workload,
  type WorkloadKind,
  workloadKinds,
  workloadState,
} from '../cluster/workloads';
import type { MemberReading, Service, WorkloadReading } from './MemberReading';

/** Of so many workloads that are not ready the pods are asked why. */
const maxAsked = 5;

export function applicationsOn(
  cluster: string,
  settings: AppliedSettings | undefined,
): AppliedApplication[] {
  return (settings?.applications ?? []).filter(({ clusters }) => clusters.includes(cluster));
}

/**
 * Services of applications that came to the cluster by other means. They have no labels of ours.
 */
export async function readExisting(
  client: ClusterClient,
  applications: readonly AppliedApplication[],
): Promise<Service[]> {
  const refs = applications.flatMap(({ namespace, services = [] }) =>
    services.map(name => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } })),
  );
  const found = await Promise.all(
    refs.map(async ref => {
      const service = await client.get<Service>(ref);
      return service && asItCounts(client, service);
    }),
  );
  return found.filter(service => service !== undefined);
}

/** What is behind Services: a Connector says nothing about that. */
export async function readServers(
  client: ClusterClient,
  cluster: string,
  exposed: readonly ExposedService[],
  applications: readonly AppliedApplication[],
): Promise<Pick<MemberReading, 'idle' | 'strays'>> {
  const keys = new Set([
    ...exposed
      .filter(service => service.cluster === cluster)
      .map(({ namespace, name }) => `${namespace}/${name}`),
    ...applications.flatMap(({ namespace, services = [] }) =>
      services.map(name => `${namespace}/${name}`),
    ),
  ]);
  const found = await Promise.all(
    [...keys].map(async key => {
      const [namespace, name] = key.split('/');
      const { slices, strays } = await readBehind(client, namespace, name);
      const isIdle = !slices.some(({ endpoints }) =>
        endpoints?.some(({ conditions }) => conditions?.ready !== false),
      );
      return { key, isIdle, strays };
    }),
  );
  return {
    idle: found.filter(({ isIdle }) => isIdle).map(({ key }) => key),
    strays: Object.fromEntries(
      found.filter(({ strays }) => strays.length > 0).map(({ key, strays }) => [key, strays]),
    ),
  };
}

/** Workloads that we made for applications: one list a kind. */
export async function readWorkloads(
  client: ClusterClient,
  labelSelector: string,
  applications: readonly AppliedApplication[],
): Promise<WorkloadReading[]> {
  const ofManifests = applications.filter(({ services }) => !services);
  const kinds = (Object.keys(workloadKinds) as WorkloadKind[]).filter(kind =>
    ofManifests.some(
      ({ workloads }) => !workloads || workloads.some(name => name.startsWith(`${kind} `)),
    ),
  );
  const lists = await Promise.all(
    kinds.map(kind =>
      client.list<Workload>({ apiVersion: workloadKinds[kind], kind }, { labelSelector }),
    ),
  );
  const found = lists.flat().filter(({ metadata }) => !metadata.deletionTimestamp);
  const states = found.map(workload => ({ workload, state: workloadState(workload) }));
  const asked = new Set(
    states
      .filter(({ state }) => !state.ready)
      .slice(0, maxAsked)
      .map(({ workload }) => workload),
  );
  return Promise.all(
    states.map(async ({ workload, state: { ready, seen } }) => {
      const why = asked.has(workload) ? await podTrouble(client, workload) : '';
      return {
        step: workload.metadata.labels?.[stepLabel] ?? '',
        name: `${workload.kind} ${workload.metadata.name}`,
        ...(!ready && { trouble: [seen, why].filter(Boolean).join('; ') }),
      };
    }),
  );
}
