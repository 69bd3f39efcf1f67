import { clientSecret, serverSecretOf } from '../network/tls';
import { DesiredNetwork } from './DesiredNetwork';
import { isRecord } from './disclosure';
import { ManifestObject } from './manifests';
import { Application } from './schema';
import { isBehind, selectorOf } from './selected';

/** Kubernetes' limit for names of Secrets. */
const maxName = 253;

/**
 * The Deployment after which the Secret of a server is named: the only one behind the Services that
 * are exposed. Undefined: the Secret is named after the application, because there is none or more
 * than one, its name would not do, or its pods already ask for the Secret of that name.
 *
 * @param exposed - names of the Services
 */
export function deploymentBehind(
  application: string,
  objects: readonly ManifestObject[],
  exposed: readonly string[],
): string | undefined {
  const selectors = objects
    .filter(
      ({ apiVersion, kind, metadata }) =>
        apiVersion === 'v1' && kind === 'Service' && exposed.includes(metadata.name),
    )
    .map(selectorOf);
  const [deployment, ...more] = objects.filter(
    object =>
      object.kind === 'Deployment' &&
      object.apiVersion.startsWith('apps/') &&
      selectors.some(selector => isBehind(selector, labelsOfPods(object))),
  );
  if (!deployment || more.length > 0) return undefined;
  const { name } = deployment.metadata;
  const secret = serverSecretOf({ application, deployment: name });
  const asked = JSON.stringify(deployment.spec).includes(
    JSON.stringify(serverSecretOf({ application })),
  );
  const isFit = secret.length <= maxName && secret !== clientSecret && !asked;
  return isFit && name !== application ? name : undefined;
}

function labelsOfPods({ spec }: ManifestObject): Record<string, unknown> {
  const labels = ['template', 'metadata', 'labels'].reduce<unknown>(
    (within, key) => (isRecord(within) ? within[key] : undefined),
    spec,
  );
  return isRecord(labels) ? labels : {};
}

/**
 * Name of the Secret that an application is given for TLS with its routers, in its namespace;
 * undefined: none.
 */
export function tlsSecretOf(
  { name, tls }: Pick<Application, 'name' | 'tls'>,
  { document, deployments }: Pick<DesiredNetwork, 'document' | 'deployments'>,
): string | undefined {
  if (tls) return serverSecretOf({ application: name, deployment: deployments?.[name] });
  return document.applications?.some(one => one.tls) ? clientSecret : undefined;
}
