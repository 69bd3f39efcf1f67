import type { Config } from '@backstage/config';
import type {
  observeWorkflowType,
  StepActivities,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  type Cluster,
  readClusters,
  readTenancyRules,
} from '@interconnect/backstage-plugin-interconnect-node';
import { createNetwork, undoCreateNetwork } from './createNetwork';
import { deployApplication, undoDeployApplication } from './deployApplication';
import { deployLoadBalancer, undoDeployLoadBalancer } from './deployLoadBalancer';
import { deploySkupper, undoDeploySkupper } from './deploySkupper';
import { linkSpoke, undoLinkSpoke } from './linkSpoke';
import { observe } from './observe';
import { KubernetesOptions, readKubernetesOptions } from './options';
import { publishServices, undoPublishServices } from './publishServices';
import { retireAuthority, undoRetireAuthority } from './retireAuthority';
import { StepDependencies } from './StepContext';
import { verify } from './verify';

/** What the activities are made of. */
export interface ActivityDependencies {
  /** The root configuration: clusters, manifests. */
  config: Config;
  /** In place of those that the configuration names. */
  clusters?: readonly Cluster[];
  /** In place of what the configuration says. */
  options?: Partial<KubernetesOptions>;
  logger?: { warn(message: string): void };
}

/**
 * The activities of all steps and their inverses, named as `activityTypeOf` names them, and the one
 * that observes.
 */
export function createActivities({ config, clusters, options, logger }: ActivityDependencies) {
  const dependencies: StepDependencies = {
    clusters: clusters ?? readClusters(config, { warn: message => logger?.warn(message) }),
    options: { ...readKubernetesOptions(config), ...options },
    tenancy: readTenancyRules(config),
  };
  return {
    createNetwork: createNetwork(dependencies),
    undoCreateNetwork: undoCreateNetwork(dependencies),
    deployLoadBalancer: deployLoadBalancer(dependencies),
    undoDeployLoadBalancer: undoDeployLoadBalancer(dependencies),
    deploySkupper: deploySkupper(dependencies),
    undoDeploySkupper: undoDeploySkupper(dependencies),
    deployApplication: deployApplication(dependencies),
    undoDeployApplication: undoDeployApplication(dependencies),
    linkSpoke: linkSpoke(dependencies),
    undoLinkSpoke: undoLinkSpoke(dependencies),
    publishServices: publishServices(dependencies),
    undoPublishServices: undoPublishServices(dependencies),
    retireAuthority: retireAuthority(dependencies),
    undoRetireAuthority: undoRetireAuthority(dependencies),
    verify: verify(dependencies),
    observe: observe(dependencies),
  } satisfies StepActivities & Record<typeof observeWorkflowType, unknown>;
}
