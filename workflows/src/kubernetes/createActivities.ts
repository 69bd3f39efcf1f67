import type { Config } from '@backstage/config';
import type {
  checkWorkflowType,
  observeWorkflowType,
  StepActivities,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  type Cluster,
  type ManagementClusters,
  readClusters,
  readTenancyRules,
  warnOnce,
} from '@interconnect/backstage-plugin-interconnect-node';
import { checkPlan } from './checkPlan';
import { createNetwork, undoCreateNetwork } from './createNetwork';
import { deployApplication, undoDeployApplication } from './deployApplication';
import { deployLoadBalancer, undoDeployLoadBalancer } from './deployLoadBalancer';
import { deploySkupper, undoDeploySkupper } from './deploySkupper';
import { linkSpoke, undoLinkSpoke } from './linkSpoke';
import type { Mirror } from './mirror/Mirror';
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
  /** Those that management clusters know; absent: none. */
  management?: Pick<ManagementClusters, 'known' | 'told'>;
  /** In place of what the configuration says. */
  options?: Partial<KubernetesOptions>;
  /** Where what was observed is shown; absent: nowhere. */
  mirror?: Pick<Mirror, 'show'>;
  logger?: { warn(message: string): void };
}

/**
 * The activities of all steps and their inverses, named as `activityTypeOf` names them, the one that
 * observes, and the one that asks about a plan.
 */
export function createActivities({
  config,
  clusters,
  management,
  options,
  mirror,
  logger,
}: ActivityDependencies) {
  const warn = logger && warnOnce(logger);
  const read = () =>
    clusters ?? readClusters(config, { warn, signsIn: true, discovered: management?.known });
  read();
  const dependencies: StepDependencies = {
    // Anew for each activity: clusters come and go without a restart.
    get clusters() {
      return read();
    },
    get elsewhere() {
      return management?.told;
    },
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
    observe: observe(dependencies, mirror),
    checkPlan: checkPlan(dependencies, warn),
  } satisfies StepActivities &
    Record<typeof observeWorkflowType | typeof checkWorkflowType, unknown>;
}
