import { DesiredNetwork } from '../document/DesiredNetwork';
import { Application } from '../document/schema';
import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { linkSpoke } from './linkSpoke';
import { publishServices } from './publishServices';
import { AskedNetwork, exposedBy, StepDefinition } from './StepDefinition';
import { stepIdOf } from './stepIds';

/** @public */
export interface DeployApplicationInput {
  kind: 'deployApplication';
  network: NetworkRef;
  cluster: string;
  application: string;
  namespace: string;
  expose: boolean;
  /**
   * `digest`: sha256 of the manifest's bytes, which travel beside the plan
   * (`RolloutInput.manifests`).
   */
  source: { kind: 'existing'; services: string[] } | { kind: 'manifests'; digest: string };
}

/**
 * Brings an application onto a member. A server needs the Skupper of its own cluster; a client
 * needs what makes the services reachable there.
 */
export const deployApplication = {
  kind: 'deployApplication',
  desired: asked => asked.applications.flatMap(application => inputsOf(application, asked)),
  needs: (input, among) => {
    const { cluster } = input;
    const publishers = among.servers.includes(stepIdOf(input))
      ? []
      : [...among.on(linkSpoke, cluster), ...among.on(publishServices, cluster)];
    return publishers.length > 0 ? publishers : among.on(deploySkupper, cluster);
  },
  members: () => ({}),
  makes: ({ source, application, namespace }) =>
    source.kind === 'manifests'
      ? [`objects of application ${application} in Namespace ${namespace}`]
      : [],
  applySummary: ({ cluster, application, namespace, expose, source }) => {
    const what =
      source.kind === 'existing'
        ? `use ${application} (${source.services.join(', ')})`
        : `deploy ${application}`;
    return `${cluster}: ${what} in namespace ${namespace}${expose ? ' and expose its services' : ''}`;
  },
  removeSummary: ({ cluster, application, namespace, source }) =>
    source.kind === 'existing'
      ? `${cluster}: stop using ${application}`
      : `${cluster}: remove ${application} from namespace ${namespace}`,
  activity: {
    manifest: ({ source }) => (source.kind === 'manifests' ? source.digest : undefined),
    // What it exposed before tells it what was withdrawn since.
    exposed: (_, known) =>
      known.exposures.has(known.step) ? exposedBy([known.step], known) : undefined,
  },
} satisfies StepDefinition<DeployApplicationInput>;

/** Whether the step deploys an application whose services are exposed. */
export function isServer(input: { kind: string }): input is DeployApplicationInput {
  return input.kind === 'deployApplication' && (input as DeployApplicationInput).expose;
}

function inputsOf(
  { name, clusters, namespace, expose, source }: Application,
  { network, desired }: AskedNetwork,
): DeployApplicationInput[] {
  const from: DeployApplicationInput['source'] =
    source.kind === 'existing'
      ? { kind: source.kind, services: [...source.services].sort() }
      : { kind: source.kind, digest: manifestDigest(desired, source.url) };
  return clusters.map(cluster => ({
    kind: 'deployApplication',
    network,
    cluster,
    application: name,
    namespace,
    expose: expose === true,
    source: from,
  }));
}

function manifestDigest(desired: DesiredNetwork, url: string): string {
  const digest = Object.hasOwn(desired.manifests, url) ? desired.manifests[url] : undefined;
  if (digest === undefined) {
    throw new Error(`the manifest '${url}' has not been read: its digest is not known`);
  }
  return digest;
}
