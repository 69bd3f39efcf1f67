import {
  type DeployApplicationInput,
  type ExposedService,
  labelsOf,
  stepLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { connect, connectorsOf } from './application/connect';
import { exposuresOf } from './application/exposures';
import { manifestObjects, stepOf } from './application/objects';
import { pruneApplication } from './application/pruneApplication';
import { requireAnsweredByPods } from './application/strays';
import { untilWorkloadsReady } from './application/untilWorkloadsReady';
import { ClusterClient, failure, KubernetesObject, nameOf, Ownership } from './client';
import { networkOwnership } from './cluster/labels';
import { readNamespace, requireProject } from './cluster/projectNamespace';
import { inProjectNamespace } from './cluster/projectRights';
import { isWorkload } from './cluster/workloads';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';

/**
 * Brings an application onto a member, or finds it there, waits until it runs, and connects what it
 * exposes.
 */
export const deployApplication = (dependencies: StepDependencies) =>
  stepActivity<DeployApplicationInput>(
    dependencies,
    async (step, { input, manifest, exposed: before }) => {
      const client = step.client(input.cluster);
      const { source } = input;
      if (source.kind === 'manifests' && manifest === undefined) {
        throw failure(
          'invalidInput',
          `The manifest ${source.digest} of ${input.application} is missing`,
        );
      }
      const objects = source.kind === 'manifests' ? manifestObjects(input, manifest ?? '') : [];
      await requireNamespaced(client, objects);
      if (input.expose && source.kind === 'manifests') exposuresOf(input, servicesIn(objects));

      const found = await readNamespace(client, input.namespace);
      if (found) requireProject(found, input.network.project, client.cluster);
      const owner = applicationOwnership(input);
      const ready = await deploy(step, client, input, objects, owner);

      const services = await findServices(client, input, objects);
      const exposed = input.expose ? exposuresOf(input, services, before) : [];
      const published = services.filter(({ metadata }) =>
        exposed.some(({ name }) => name === metadata.name),
      );
      await requireAnsweredByPods(step, client, published);
      const connectors = connectorsOf(input, exposed);
      await client.requireFree(connectors, owner);
      const helped = await connect(step, client, input, connectors);
      await pruneApplication(step, client, input, { objects, connectors });
      return {
        message: [
          foundText(services, ready, source.kind),
          input.expose && exposedText(exposed),
          helped,
        ]
          .filter(Boolean)
          .join(', '),
        ...(input.expose && { exposed }),
        ...(source.kind === 'manifests' && { workloads: lastingWorkloads(objects) }),
      };
    },
  );

/** Objects of another application of the same network are somebody else's too. */
function applicationOwnership(input: DeployApplicationInput): Ownership {
  const labels = labelsOf(input.network, stepOf(input));
  return { ...networkOwnership(input.network), [stepLabel]: labels[stepLabel] };
}

/** The document's check does not know the kinds that a cluster has beside Kubernetes' own. */
async function requireNamespaced(client: ClusterClient, objects: KubernetesObject[]) {
  for (const object of objects) {
    if ((await client.isNamespaced(object)) === false) {
      throw failure(
        'invalidInput',
        `${object.kind} ${object.metadata.name} concerns all of ${client.cluster}: only objects in a namespace are accepted`,
      );
    }
  }
}

async function deploy(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  objects: KubernetesObject[],
  owner: Ownership,
): Promise<number> {
  if (objects.length === 0) return 0;
  const { network, namespace } = input;
  const place = { network, namespace, step: stepOf(input) };
  return inProjectNamespace(step, client, place, async account => {
    await account.requireFree(objects, owner);
    for (const object of objects) {
      step.note(`applying ${nameOf(object)} on ${account.cluster}`);
      await account.apply(object, owner);
    }
    return untilWorkloadsReady(step, account, objects);
  });
}

function servicesIn(objects: KubernetesObject[]): KubernetesObject[] {
  return objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service');
}

/** Workloads that stay: Kubernetes removes a Job with a time to live by itself. */
function lastingWorkloads(objects: KubernetesObject[]): string[] {
  return objects
    .filter(isWorkload)
    .filter(({ spec }) => spec?.ttlSecondsAfterFinished === undefined)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

/** The application's Services as they are on the cluster. */
async function findServices(
  client: ClusterClient,
  { application, namespace, source }: DeployApplicationInput,
  objects: KubernetesObject[],
): Promise<KubernetesObject[]> {
  const names =
    source.kind === 'existing' ? source.services : servicesIn(objects).map(o => o.metadata.name);
  const services: KubernetesObject[] = [];
  for (const name of names) {
    const ref = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } };
    const service = await client.get(ref);
    if (!service) {
      throw failure(
        'missing',
        `${nameOf(ref)} does not exist on ${client.cluster}; application ${application} is said to be there already`,
      );
    }
    services.push(service);
  }
  return services;
}

function foundText(services: KubernetesObject[], ready: number, kind: string): string {
  if (kind === 'existing') return `found ${services.map(nameOf).join(', ')}`;
  return ready === 1 ? '1 workload ready' : `${ready} workloads ready`;
}

function exposedText(exposed: ExposedService[]): string {
  const services = exposed.map(({ name, port }) => `${name}:${port}`);
  return services.length > 0
    ? `exposes ${services.join(', ')}`
    : 'exposes nothing any more: none of its Services has the annotation';
}

/**
 * Removes the application's objects and Connectors, and its namespace when we made it and nothing
 * else is in it.
 */
export const undoDeployApplication = (dependencies: StepDependencies) =>
  stepActivity<DeployApplicationInput>(dependencies, async (step, { input }) => {
    const kept = await pruneApplication(step, step.client(input.cluster), input, {
      objects: [],
      connectors: [],
    });
    return { message: [`removed ${input.application}`, ...kept].join('; ') };
  });
