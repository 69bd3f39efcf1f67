import {
  annotations,
  type DeployApplicationInput,
  describeFieldError,
  exposedPorts,
  type ExposedService,
  serviceLikeOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { failure, KubernetesObject } from '../client';

/**
 * What an application's Services expose by their annotations.
 *
 * @param before - what they exposed when the step was last done; when that was something, exposing nothing means that it was withdrawn
 * @throws failure `InvalidInput` with every wrong annotation; when nothing at all is exposed, nor was
 */
export function exposuresOf(
  { application, cluster }: Pick<DeployApplicationInput, 'application' | 'cluster'>,
  services: readonly KubernetesObject[],
  before: readonly ExposedService[] = [],
): ExposedService[] {
  const found = services.map(service => {
    const like = serviceLikeOf(service);
    return { ...exposedPorts(like), name: like.name, namespace: like.namespace };
  });
  const errors = found.flatMap(service => service.errors);
  if (errors.length > 0) {
    throw failure('invalidInput', errors.map(describeFieldError).join('; '));
  }
  const exposed = found.flatMap(({ ports, name, namespace }) =>
    ports.map(port => ({ application, cluster, namespace, name, port })),
  );
  if (exposed.length === 0 && before.length === 0) {
    const names = found.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
    throw failure(
      'invalidInput',
      `Application ${application} is to be exposed, but ${names ? `none of its Services (${names})` : 'it has no Service that'} ` +
        `has the annotation ${annotations.exposeService}: "true"`,
    );
  }
  return exposed;
}
