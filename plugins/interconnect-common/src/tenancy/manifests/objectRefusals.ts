import { ManifestObject } from '../../document/manifests';
import { podProblems, Refusal } from './podProblems';
import { refusedKind } from './refusedKinds';
import { below, isPodSpec, partsOf, recordOf } from './walk';

/**
 * Fields by which an object would hold on to what others delete, or be deleted for others' sake.
 */
const bonds: Record<string, string> = {
  finalizers: 'the object could not be deleted',
  ownerReferences: 'the object would belong to another one',
};

/** Types of Services that concern more than their namespace. */
const refusedTypes = new Set(['NodePort', 'LoadBalancer', 'ExternalName']);

/** Fields of a Service that do. */
const refusedServiceFields: Record<string, string> = {
  externalIPs: 'the Service takes traffic for addresses of others',
  externalName: 'the Service is a name for something else',
  loadBalancerIP: 'the Service asks for an address outside of the cluster',
  loadBalancerClass: 'the Service asks for a load balancer',
};

/**
 * Why an object is refused whatever the configuration says; empty if it is not. Of the object only
 * names of fields are told.
 *
 * @param accounts - ServiceAccounts of the same manifest
 */
export function objectRefusals(object: ManifestObject, accounts: ReadonlySet<string>): Refusal[] {
  const kind = refusedKind(object);
  if (kind) {
    return [{ path: 'kind', why: `an object of this kind ${kind}` }];
  }
  const refusals = object.apiVersion === 'v1' && object.kind === 'Service' ? ofService(object) : [];
  if (object.apiVersion === 'v1' && object.kind === 'ServiceAccount') {
    refusals.push(...ofAccount(object));
  }
  for (const part of partsOf(object)) {
    if (isPodSpec(part)) {
      refusals.push(...podProblems(part, accounts));
    }
    const metadata = recordOf(part.value.metadata);
    for (const [field, why] of Object.entries(bonds)) {
      const value = metadata[field];
      if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) {
        refusals.push({ path: below(below(part.path, 'metadata'), field), why });
      }
    }
    refusals.push(...ofAnnotations(below(part.path, 'metadata'), metadata));
  }
  return refusals;
}

function ofService(object: ManifestObject): Refusal[] {
  const spec = recordOf(object.spec);
  const refusals: Refusal[] = [];
  if (refusedTypes.has(spec.type as string)) {
    refusals.push({
      path: 'spec.type',
      why: `a Service of type ${spec.type} concerns more than its namespace`,
      accepted: 'ClusterIP, which a network reaches as well (of a chart, a value for the type)',
    });
  }
  for (const [field, why] of Object.entries(refusedServiceFields)) {
    const value = spec[field];
    const isEmpty = Array.isArray(value) ? value.length === 0 : !value;
    if (!isEmpty) {
      refusals.push({ path: `spec.${field}`, why });
    }
  }
  return refusals;
}

/** The worker's own accounts in a namespace have such names. */
function ofAccount({ metadata }: ManifestObject): Refusal[] {
  return /^interconnect(-|$)/.test(metadata.name)
    ? [
        {
          path: 'metadata.name',
          why: 'accounts whose name begins with interconnect are made by the rollout',
        },
      ]
    : [];
}

/** The older way to say it, which Kubernetes still takes. */
function ofAnnotations(path: string, metadata: Record<string, unknown>): Refusal[] {
  return Object.entries(recordOf(metadata.annotations)).flatMap(([name, value]) =>
    name.startsWith('container.apparmor.security.beta.kubernetes.io/') && value === 'unconfined'
      ? [
          {
            path: `${path}.annotations`,
            why: 'nothing of AppArmor would keep the container from its node',
          },
        ]
      : [],
  );
}
