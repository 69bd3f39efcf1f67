import { Application } from '../document/schema';
import { defaultNamespace } from '../network/names';
import { stepDigest } from './digest';
import { stepIdOf, subjectOf } from './stepIds';
import { DeployApplicationInput, DesiredNetwork, NetworkRef, StepInput } from './types';

/** The network's identity; the namespace is the document's or the default. @public */
export function networkRefOf(
  desired: Pick<DesiredNetwork, 'project' | 'name' | 'document'>,
): NetworkRef {
  return {
    project: desired.project,
    name: desired.name,
    namespace: desired.document.namespace ?? defaultNamespace(desired.name),
  };
}

/**
 * Inputs of all steps of a network that stands completely, by step id, in the order of the story: network, load
 * balancer, Skupper, servers, services, links, clients. `verify` is not among them. A document without a hub has none.
 *
 * @param replaced - how often the authority of the hub has been replaced once they stand
 */
export function desiredSteps(desired: DesiredNetwork, replaced = 0): Map<string, StepInput> {
  const { hub, spokes = [], applications = [] } = desired.document;
  const steps = new Map<string, StepInput>();
  if (!hub) {
    return steps;
  }
  const add = (input: StepInput) => steps.set(stepIdOf(subjectOf(input)), input);
  const network = networkRefOf(desired);
  const { addresses, allowedSources } = hub.loadBalancer ?? {};
  const authority = replaced > 0 ? { authority: replaced } : {};

  add({ kind: 'createNetwork', network, cluster: hub.cluster });
  add({
    kind: 'deployLoadBalancer',
    network,
    cluster: hub.cluster,
    ...(addresses && { addresses }),
  });
  add({
    kind: 'deploySkupper',
    network,
    cluster: hub.cluster,
    role: 'hub',
    ...(allowedSources && { allowedSources }),
    ...authority,
  });
  for (const { cluster } of spokes) {
    add({ kind: 'deploySkupper', network, cluster, role: 'spoke' });
  }

  const servers: Record<string, string> = {};
  for (const application of applications.filter(({ expose }) => expose)) {
    for (const input of applicationSteps(network, application, desired)) {
      add(input);
      servers[stepIdOf(subjectOf(input))] = stepDigest(input);
    }
  }
  if (Object.keys(servers).length > 0) {
    add({ kind: 'publishServices', network, cluster: hub.cluster, servers });
  }
  for (const { cluster } of spokes) {
    add({ kind: 'linkSpoke', network, cluster, hub: hub.cluster, servers, ...authority });
  }
  if (replaced > 0) {
    add({ kind: 'retireAuthority', network, cluster: hub.cluster, authority: replaced });
  }
  for (const application of applications.filter(({ expose }) => !expose)) {
    applicationSteps(network, application, desired).forEach(add);
  }
  return steps;
}

function applicationSteps(
  network: NetworkRef,
  application: Application,
  desired: DesiredNetwork,
): DeployApplicationInput[] {
  const { name, namespace, expose, source } = application;
  const input = {
    kind: 'deployApplication' as const,
    network,
    application: name,
    namespace,
    expose: expose === true,
    source:
      source.kind === 'existing'
        ? { kind: source.kind, services: [...source.services].sort() }
        : { kind: source.kind, digest: manifestDigest(desired, source.url) },
  };
  return application.clusters.map(cluster => ({ ...input, cluster }));
}

function manifestDigest(desired: DesiredNetwork, url: string): string {
  const digest = Object.hasOwn(desired.manifests, url) ? desired.manifests[url] : undefined;
  if (digest === undefined) {
    throw new Error(`the manifest '${url}' has not been read: its digest is not known`);
  }
  return digest;
}
