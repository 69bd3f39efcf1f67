import {
  type DeployApplicationInput,
  type ExposedService,
} from '@interconnect/backstage-plugin-interconnect-common';
import { provideTls, requireTlsFree, tlsSecretsOf } from './application/applicationTls';
import {
  checkObjects,
  replacedText,
  requireAccepted,
  requireNamespaced,
} from './application/checkObjects';
import { connect, connectorsOf } from './application/connect';
import { exposuresOf } from './application/exposures';
import { applicationOwnership, manifestObjects, stepOf } from './application/objects';
import { findServices, serviceRef, servicesIn } from './application/findServices';
import { pruneApplication } from './application/pruneApplication';
import { reportExports, withoutUnserved } from './application/serviceExports';
import { requireAnsweredByPods } from './application/strays';
import { type Readiness, untilWorkloadsReady } from './application/untilWorkloadsReady';
import {
  ClusterClient,
  failure,
  KubernetesObject,
  nameOf,
  ObjectRef,
  Ownership,
  requireOwned,
} from './client';
import { readNamespace, requireProject } from './cluster/projectNamespace';
import { inProjectNamespace } from './cluster/projectRights';
import { removeAndWait } from './cluster/waitGone';
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
      const objects =
        source.kind === 'manifests'
          ? await withoutUnserved(client, manifestObjects(input, manifest ?? ''))
          : [];
      await requireNamespaced(client, objects);
      const found = await readNamespace(client, input.namespace);
      if (found) requireProject(found, input.network.project, client.cluster);
      const owner = applicationOwnership(input);
      await requireTlsFree(client, input, owner);
      const announced = await announcedBy(client, input, objects, before);
      const secure = () => provideTls(step, client, input, announced);
      const readiness = await deploy(step, client, input, objects, { owner, secure });

      const services = await findServices(client, input, objects);
      const exposed = input.expose ? exposuresOf(input, services, before) : [];
      const published = services.filter(({ metadata }) =>
        exposed.some(({ name }) => name === metadata.name),
      );
      await requireAnsweredByPods(step, client, published);
      const connectors = connectorsOf(input, exposed, client.clusterDomain);
      await client.requireFree(connectors, owner);
      const helped = await connect(step, client, input, connectors);
      const made = [...objects, ...tlsSecretsOf(input)];
      await pruneApplication(step, client, input, { objects: made, connectors });
      const names = new Set(exposed.map(({ name }) => name));
      const others = await reportExports(client, input.network, services, names);
      return {
        message: [
          foundText(services, readiness, source.kind),
          input.expose && exposedText(exposed),
          helped,
          ...readiness.notes,
          ...others,
        ]
          .filter(Boolean)
          .join(', '),
        ...(input.expose && { exposed }),
        ...(source.kind === 'manifests' && { workloads: lastingWorkloads(objects) }),
      };
    },
  );

/** What is known to be exposed before anything is made. */
async function announcedBy(
  client: ClusterClient,
  input: DeployApplicationInput,
  objects: KubernetesObject[],
  before: ExposedService[] | undefined,
): Promise<ExposedService[]> {
  if (!input.expose) return [];
  if (input.source.kind === 'manifests') return exposuresOf(input, servicesIn(objects));
  return input.tls ? exposuresOf(input, await findServices(client, input, []), before) : [];
}

/** @param secure - makes what the workloads need for TLS with the router */
async function deploy(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  objects: KubernetesObject[],
  { owner, secure }: { owner: Ownership; secure(): Promise<void> },
): Promise<Readiness> {
  if (objects.length === 0) {
    await secure();
    return { ready: 0, notes: [] };
  }
  const { network, namespace } = input;
  const place = { network, namespace, step: stepOf(input) };
  return inProjectNamespace(step, client, place, async account => {
    const verdicts = await checkObjects(account, objects, owner);
    requireAccepted(verdicts);
    await secure();
    for (const { object, answer } of verdicts) {
      step.note(`applying ${nameOf(object)} on ${account.cluster}`);
      if (answer === 'replace') await removeForNext(step, account, object, owner);
      await account.apply(object, owner);
    }
    const readiness = await untilWorkloadsReady(step, { account, client }, objects);
    return { ...readiness, notes: [replacedText(verdicts), ...readiness.notes].filter(Boolean) };
  });
}

/** Removes an object that is made anew, with its pods. */
async function removeForNext(
  step: StepContext,
  account: ClusterClient,
  object: ObjectRef,
  owner: Ownership,
): Promise<void> {
  const existing = await account.get(object);
  if (!existing) return;
  requireOwned(existing, owner, account.cluster);
  await removeAndWait(step, account, [existing]);
}

/** Workloads that stay: Kubernetes removes a Job with a time to live by itself. */
function lastingWorkloads(objects: KubernetesObject[]): string[] {
  return objects
    .filter(isWorkload)
    .filter(({ spec }) => spec?.ttlSecondsAfterFinished === undefined)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function foundText(services: KubernetesObject[], { ready }: Readiness, kind: string): string {
  if (kind === 'existing') return `found ${services.map(nameOf).join(', ')}`;
  if (ready === 0) return 'applied, nothing of it runs pods';
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
  stepActivity<DeployApplicationInput>(dependencies, async (step, { input, absent = [] }) => {
    const client = step.client(input.cluster);
    if (input.source.kind === 'existing') {
      const { namespace, network, source } = input;
      const services = source.services.map(name => serviceRef(name, namespace));
      await reportExports(client, network, services, new Set());
    }
    const kept = await pruneApplication(step, client, input, {
      objects: [],
      connectors: [],
      absent,
    });
    return { message: [`removed ${input.application}`, ...kept].join('; ') };
  });
