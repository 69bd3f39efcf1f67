import type { KubernetesObject, ManagedFields } from './objects';

/** Where a workload says how its pods are replaced. */
const strategyFields: Record<string, string> = {
  Deployment: 'strategy',
  StatefulSet: 'updateStrategy',
};

/** Strategies that Kubernetes refuses beside `rollingUpdate`. */
const withoutRolling: unknown[] = ['Recreate', 'OnDelete'];

/**
 * Kubernetes fills in `rollingUpdate` where a strategy has none, and nobody owns it then. When the
 * object is to have another strategy, server-side apply would leave it there, and be refused for
 * it; what we own and do not want any more it removes.
 *
 * @returns the fields with that default as ours; undefined when there is none in the way
 */
export function owningLeftDefaults(
  fields: readonly ManagedFields[],
  { wanted, existing }: { wanted: KubernetesObject; existing: KubernetesObject },
  isOurs: (fields: ManagedFields) => boolean,
): ManagedFields[] | undefined {
  const field = wanted.apiVersion === 'apps/v1' ? strategyFields[wanted.kind] : undefined;
  if (!field) return undefined;
  const asked = recordOf(wanted.spec?.[field]);
  const { rollingUpdate } = recordOf(existing.spec?.[field]);
  if (!withoutRolling.includes(asked.type) || asked.rollingUpdate || !rollingUpdate) {
    return undefined;
  }
  const names = Object.keys(recordOf(rollingUpdate)).map(name => [`f:${name}`, {}]);
  const left = { '.': {}, ...Object.fromEntries(names) };
  return fields.map(entry => {
    if (!isOurs(entry)) return entry;
    const { fieldsV1 = {} } = entry;
    const spec = recordOf(fieldsV1['f:spec']);
    const strategy = { ...recordOf(spec[`f:${field}`]), 'f:rollingUpdate': left };
    return { ...entry, fieldsV1: { ...fieldsV1, 'f:spec': { ...spec, [`f:${field}`]: strategy } } };
  });
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
