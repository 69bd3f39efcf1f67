import {
  annotations,
  type DeployApplicationInput,
  describeFieldError,
  exposedPorts,
  type ExposedService,
  serviceLikeOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { failure, KubernetesObject } from '../client';

type Subject = Pick<DeployApplicationInput, 'application' | 'cluster' | 'tls' | 'shortAddress'>;

/**
 * What an application's Services expose by their annotations, and every wrong annotation, in words.
 */
export function readExposures(
  { application, cluster, tls, shortAddress }: Subject,
  services: readonly KubernetesObject[],
): { exposed: ExposedService[]; errors: string[] } {
  const found = services.map(service => {
    const like = serviceLikeOf(service);
    return { ...exposedPorts(like), name: like.name, namespace: like.namespace };
  });
  return {
    exposed: found.flatMap(({ ports, schemes = {}, name, namespace }) =>
      ports.map(port => ({
        application,
        cluster,
        namespace,
        name,
        port,
        ...(schemes[port] && { scheme: schemes[port] }),
        ...(tls?.role === 'server' && { tls: 'router' as const }),
        ...(shortAddress === false && { shortAddress }),
        ...(tls?.deployment && { deployment: tls.deployment }),
      })),
    ),
    errors: found.flatMap(service => service.errors).map(describeFieldError),
  };
}

/**
 * `readExposures` for an application that is to be exposed.
 *
 * @param before - what they exposed when the step was last done; when that was something, exposing
 * nothing means that it was withdrawn
 * @throws failure `InvalidInput` with every wrong annotation; when nothing at all is exposed, nor
 * was
 */
export function exposuresOf(
  of: Subject,
  services: readonly KubernetesObject[],
  before: readonly ExposedService[] = [],
): ExposedService[] {
  const { exposed, errors } = readExposures(of, services);
  if (errors.length > 0) throw failure('invalidInput', errors.join('; '));
  if (exposed.length === 0 && before.length === 0) {
    const names = services
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      .join(', ');
    throw failure(
      'invalidInput',
      `Application ${of.application} is to be exposed, but ${names ? `none of its Services (${names})` : 'it has no Service that'} ` +
        `has the annotation ${annotations.exposeService}: "true"`,
    );
  }
  return exposed;
}
