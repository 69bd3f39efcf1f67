import type {
  CheckedStep,
  ExposedService,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { ClusterClient } from '../client';
import { requireHostsFree } from '../skupper/publish';
import { listenersOf } from '../skupper/objects';
import { checkApplication } from './checkApplication';
import { checkExisting } from './checkExisting';
import { type Asking, checkLoadBalancer, checkSkupper } from './checkInstallation';
import { checkOwn } from './checkOwn';
import type { Told } from './findings';
import { ownObjects } from './ownObjects';

/** Something that one cluster is asked about a step. */
export interface Question {
  cluster: string;
  /** Whose manifest it is about; absent: it is about the member. */
  application?: string;
  ask(client: ClusterClient): Promise<Told[]>;
}

/** @param asking - `exposed`: what the servers of the plan expose */
export function questionsOf(
  input: CheckedStep,
  manifest: string | undefined,
  asking: Asking & { exposed: ExposedService[] },
): Question[] {
  const { network } = input;
  const own = ownObjects(input, asking.exposed).filter(({ objects }) => objects.length > 0);
  return [
    ...own.map(({ cluster }) => ({
      cluster,
      ask: (client: ClusterClient) => {
        const all = ownObjects(input, asking.exposed, client.clusterDomain);
        const objects = all.flatMap(one => (one.cluster === cluster ? one.objects : []));
        return checkOwn(client, network, objects);
      },
    })),
    ...besides(input, manifest, asking),
  ];
}

function besides(
  input: CheckedStep,
  manifest: string | undefined,
  asking: Asking & { exposed: ExposedService[] },
): Question[] {
  const { cluster } = input;
  switch (input.kind) {
    case 'createNetwork':
    case 'linkSpoke':
      return [];
    case 'deployLoadBalancer':
      return [{ cluster, ask: client => checkLoadBalancer(client, input, asking) }];
    case 'deploySkupper':
      return [{ cluster, ask: client => checkSkupper(client, input, asking) }];
    case 'publishServices': {
      const listeners = listenersOf(input.network, asking.exposed, {});
      const ask = async (client: ClusterClient) => {
        await requireHostsFree(client, listeners);
        return [];
      };
      return listeners.length > 0 ? [{ cluster, ask }] : [];
    }
    case 'deployApplication': {
      const { application, source } = input;
      const ask = (client: ClusterClient) =>
        source.kind === 'manifests'
          ? checkApplication(client, input, manifest ?? '')
          : checkExisting(client, input);
      return [{ cluster, application, ask }];
    }
  }
}
