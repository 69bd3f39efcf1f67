import { FieldError } from '../document/errors';
import { NetworkDocument } from '../document/schema';
import { someOf } from '../text/plainText';
import { matchesAny } from './pattern';
import { refusedAlways, refusedBy } from './refusals';
import { reservedForApplications, reservedNamespace } from './reservedNamespaces';
import { ProjectLimits } from './types';

/**
 * Namespaces that do not belong to the project: of its applications, and of the network itself when
 * the document names one.
 */
export function namespaceErrors(limits: ProjectLimits, document: NetworkDocument): FieldError[] {
  const { namespace, applications = [] } = document;
  return [
    ...(namespace === undefined
      ? []
      : errorsOf(limits, 'networkNamespaces', {
          field: 'namespace',
          namespace,
          reserved: reservedNamespace(namespace),
          what: `a network of project '${limits.project}'`,
        })),
    ...applications.flatMap((application, index) =>
      applicationNamespaceErrors(limits, `applications[${index}].namespace`, application.namespace),
    ),
  ];
}

/** Why a namespace is none for applications of the project. */
export function applicationNamespaceErrors(
  limits: ProjectLimits,
  field: string,
  namespace: string,
): FieldError[] {
  return errorsOf(limits, 'namespaces', {
    field,
    namespace,
    reserved: reservedForApplications(namespace),
    what: `applications of project '${limits.project}'`,
  });
}

function errorsOf(
  limits: ProjectLimits,
  limit: 'namespaces' | 'networkNamespaces',
  asked: { field: string; namespace: string; reserved: string | undefined; what: string },
): FieldError[] {
  const { field, namespace, reserved, what } = asked;
  const patterns = limits.limits[limit];
  const accepted = patterns.length > 0 ? someOf(patterns) : 'none';
  if (reserved) {
    return [refusedAlways({ field, message: `'${namespace}' ${reserved}`, accepted })];
  }
  return matchesAny(patterns, namespace)
    ? []
    : [
        refusedBy(limits, limit, {
          field,
          message: `'${namespace}' is no namespace for ${what}`,
          accepted,
        }),
      ];
}
