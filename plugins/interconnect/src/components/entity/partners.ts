import {
  Entity,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import {
  membersOf,
  Network,
  resolvedSpec,
} from '@interconnect/backstage-plugin-interconnect-common';
import { applicationOf } from '../RequestPage/steps/choices';
import { projectOf } from './entityProject';

/** The annotation of Backstage's Kubernetes plugin: the cluster that a Component runs on. */
const clusterAnnotation = 'backstage.io/kubernetes-cluster';

/** Where a Component runs, when the catalog says so. */
function clusterOf({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[clusterAnnotation];
}

/** What an entity has to do with, by refs: Components themselves, or by way of an API. */
export interface PartnerRefs {
  consumers: string[];
  providers: string[];
}

/** Partners that an entity names itself, and the APIs whose other sides are partners as well. */
export function partnerRefs(entity: Entity): { direct: PartnerRefs; apis: PartnerRefs } {
  const refs = (relation: string, kind: string) =>
    getEntityRelations(entity, relation, { kind }).map(
      ({ namespace, name }) => `${kind}:${namespace}/${name}`,
    );
  return {
    direct: {
      consumers: refs(RELATION_DEPENDENCY_OF, 'component'),
      providers: refs(RELATION_DEPENDS_ON, 'component'),
    },
    apis: {
      consumers: refs(RELATION_PROVIDES_API, 'api'),
      providers: refs(RELATION_CONSUMES_API, 'api'),
    },
  };
}

/** Components on the other side of an API. */
export function partnersOfApi(api: Entity, side: keyof PartnerRefs): string[] {
  const relation = side === 'consumers' ? RELATION_API_CONSUMED_BY : RELATION_API_PROVIDED_BY;
  return getEntityRelations(api, relation, { kind: 'component' }).map(
    ({ namespace, name }) => `component:${namespace}/${name}`,
  );
}

/** A Component that needs another one. */
export interface Pair {
  consumer: Entity;
  provider: Entity;
}

/** A pair on two clusters, of which no network lets one reach the other. */
export interface Unreached extends Pair {
  consumerCluster: string;
  providerCluster: string;
  /** A network that joins both clusters, where the provider is not exposed. */
  joinedBy?: string;
}

/**
 * The pairs of a project that cannot reach each other as far as its networks say. Pairs of which
 * the catalog does not tell both clusters are left out, and those across projects: a network
 * belongs to one.
 */
export function unreachedPairs(
  pairs: readonly Pair[],
  project: string,
  networks: readonly Network[],
): Unreached[] {
  return pairs.flatMap(({ consumer, provider }) => {
    const [consumerCluster, providerCluster] = [clusterOf(consumer), clusterOf(provider)];
    if (!consumerCluster || !providerCluster || consumerCluster === providerCluster) return [];
    if (projectOf(consumer) !== project || projectOf(provider) !== project) return [];
    const joining = networks.filter(network => {
      const members = membersOf(resolvedSpec(network));
      return members.includes(consumerCluster) && members.includes(providerCluster);
    });
    const name = provider.metadata.name.toLowerCase();
    const isReached = joining.some(({ spec }) =>
      spec.applications?.some(
        one => one.name === name && one.expose && one.clusters?.includes(providerCluster),
      ),
    );
    const found = { consumer, provider, consumerCluster, providerCluster };
    return isReached ? [] : [{ ...found, ...(joining[0] && { joinedBy: joining[0].name }) }];
  });
}

/** The document of a network between the two, as far as the catalog knows it: a proposal. */
export function documentBetween(unreached: Unreached, project: string): object {
  const { consumer, provider, consumerCluster, providerCluster } = unreached;
  const titleOf = ({ metadata: { title, name } }: Entity) => title ?? name;
  return {
    description: `${titleOf(consumer)} reaches ${titleOf(provider)}`,
    hub: { cluster: providerCluster },
    spokes: [{ cluster: consumerCluster }],
    applications: [
      { ...applicationOf(provider, project), clusters: [providerCluster], expose: true },
      { ...applicationOf(consumer, project), clusters: [consumerCluster] },
    ],
  };
}
