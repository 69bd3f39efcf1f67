import { DesiredNetwork } from '../document/DesiredNetwork';
import { Application } from '../document/schema';
import { digestOf, manifestKeyOf } from '../document/sources';
import { clientSecret, RouterTls, serverSecretOf } from '../network/tls';
import { NetworkRef } from '../network/types';
import { deploySkupper, hasTls } from './deploySkupper';
import { linkSpoke } from './linkSpoke';
import { publishServices } from './publishServices';
import { AskedNetwork, exposedBy, StepDefinition, StepSet } from './StepDefinition';
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
  /** Absent: no application of the network talks TLS with the routers. */
  tls?: ApplicationTls;
  /** Servers only. Absent: its services have the address in the namespace `interconnect`, too. */
  shortAddress?: false;
}

/** What an application of a network with TLS gets. @public */
export interface ApplicationTls {
  /** A server gets a certificate, a client the authorities to trust. */
  role: 'server' | 'client';
  /** Has the network's TLS authority. */
  hub: string;
  /** Of a server: after which its Secret is named; absent: the application. */
  deployment?: string;
}

/**
 * Brings an application onto a member. A server needs the Skupper of its own cluster, a client on a
 * spoke its link. A client comes after what makes the services reachable there: which of them it
 * uses nobody says, so it goes on without those that are missing.
 */
export const deployApplication = {
  kind: 'deployApplication',
  desired: asked => asked.applications.flatMap(application => inputsOf(application, asked)),
  needs: (input, among) => {
    const { cluster, tls } = input;
    const links = isPublished(input, among) ? [] : among.on(linkSpoke, cluster);
    const own = links.length > 0 ? links : among.on(deploySkupper, cluster);
    return [...new Set([...own, ...(tls ? among.on(deploySkupper, tls.hub) : [])])];
  },
  after: (input, among) =>
    isPublished(input, among) ? [] : among.on(publishServices, input.cluster),
  members: ({ tls }) => (tls ? { hub: { cluster: tls.hub } } : {}),
  alsoOn: ({ tls }) => tls?.hub,
  asked: true,
  makes: ({ source, application, namespace, tls }) => [
    ...(source.kind === 'manifests'
      ? [`objects of application ${application} in Namespace ${namespace}`]
      : []),
    ...(tls ? [`Secret ${secretOf({ application, tls })} in Namespace ${namespace}`] : []),
  ],
  applySummary: ({ cluster, application, namespace, expose, source, tls, shortAddress }) => {
    const what =
      source.kind === 'existing'
        ? `use ${application} (${source.services.join(', ')})`
        : `deploy ${application}`;
    return `${cluster}: ${what} in namespace ${namespace}${
      expose ? ` and expose its services${tls?.role === 'server' ? ' with TLS' : ''}` : ''
    }${shortAddress === false ? ", at the network's own addresses only" : ''}`;
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
    absent: true,
  },
} satisfies StepDefinition<DeployApplicationInput>;

function isPublished(input: DeployApplicationInput, among: StepSet): boolean {
  return among.servers.includes(stepIdOf(input));
}

/** Whether the step deploys an application whose services are exposed. */
export function isServer(input: { kind: string }): input is DeployApplicationInput {
  return input.kind === 'deployApplication' && (input as DeployApplicationInput).expose;
}

/** Who talks TLS with what the application exposes. */
export function tlsOf({ tls }: DeployApplicationInput): RouterTls | undefined {
  return tls?.role === 'server' ? 'router' : undefined;
}

/** Name of the Secret that the application is given. */
function secretOf({ application, tls }: { application: string; tls: ApplicationTls }): string {
  const { role, deployment } = tls;
  return role === 'server' ? serverSecretOf({ application, deployment }) : clientSecret;
}

function inputsOf(application: Application, asked: AskedNetwork): DeployApplicationInput[] {
  const { network, desired, applications } = asked;
  const { name, clusters, namespace, expose, tls, shortAddress, source } = application;
  const from: DeployApplicationInput['source'] =
    source.kind === 'existing'
      ? { kind: source.kind, services: [...source.services].sort() }
      : { kind: 'manifests', digest: manifestDigest(desired, application) };
  return clusters.map(cluster => ({
    kind: 'deployApplication',
    network,
    cluster,
    application: name,
    namespace,
    expose: expose === true,
    source: from,
    ...(hasTls(applications) && { tls: tls ? asServer(name, asked) : asClient(asked) }),
    ...(expose && shortAddress === false && { shortAddress }),
  }));
}

function asServer(name: string, { desired, hub }: AskedNetwork): ApplicationTls {
  const deployment = desired.deployments?.[name];
  return { role: 'server', hub: hub.cluster, ...(deployment && { deployment }) };
}

function asClient({ hub }: AskedNetwork): ApplicationTls {
  return { role: 'client', hub: hub.cluster };
}

function manifestDigest(desired: DesiredNetwork, application: Application): string {
  const digest = digestOf(application, desired);
  if (digest === undefined) {
    const key = manifestKeyOf(application);
    throw new Error(`the manifest '${key}' has not been read: its digest is not known`);
  }
  return digest;
}
