import { ExposedService } from './types';
import { namespacesOf, serviceHost } from './addresses';

/**
 * Who talks TLS with a service: its routers, or nobody that the network knows of. Then bytes pass
 * as they are, those of an application's own TLS too.
 *
 * @public
 */
export type RouterTls = 'router';

/**
 * Name of the Secret with which a server accepts connections of the router, in the server's
 * namespace (`tls.crt`, `tls.key`, `ca.crt`): the seed's, after the Deployment. @public
 */
export function serverSecretOf({
  application,
  deployment = application,
}: Pick<ExposedService, 'application' | 'deployment'>): string {
  return `skupper-tls-${deployment}`;
}

/** Whether a Secret has the name of a server's, whatever it is named after. @public */
export function isServerSecret(name: string): boolean {
  return name.startsWith('skupper-tls-') && name !== clientSecret;
}

/**
 * Name of the Secret with the authorities that clients trust (`ca.crt`), in the namespaces of the
 * applications of a network; the seed's. @public
 */
export const clientSecret = 'skupper-tls-client';

/** Names that clients may use for a published service, from short to full. @public */
export function namesOfPublished(
  exposed: Pick<ExposedService, 'name' | 'shortAddress'>,
  networkNamespace: string,
  clusterDomain?: string,
): string[] {
  return namespacesOf(exposed, networkNamespace).flatMap(namespace =>
    namesOfService(exposed.name, namespace, clusterDomain),
  );
}

/** Names of a Service within its cluster, from short to full. @public */
export function namesOfService(name: string, namespace: string, clusterDomain?: string): string[] {
  const within = `${name}.${namespace}`;
  return [name, within, `${within}.svc`, serviceHost(name, namespace, clusterDomain)];
}
