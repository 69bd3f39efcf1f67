import { annotations } from './annotations';
import { groupOf } from './clusterScoped';
import { isService } from './manifestProblems';

/** API group of Kubernetes' Multi-Cluster Services API (KEP-1645). @public */
export const mcsGroup = 'multicluster.x-k8s.io';

interface Identity {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
}

/** Whether an object is a ServiceExport, of whatever version. @public */
export function isServiceExport({ apiVersion, kind }: Pick<Identity, 'apiVersion' | 'kind'>) {
  return kind === 'ServiceExport' && groupOf(apiVersion) === mcsGroup;
}

/**
 * An object as it counts when there is a ServiceExport of its name in its namespace: a Service is
 * annotated then, unless its own annotation says otherwise.
 *
 * @param exported - names of the ServiceExports
 * @public
 */
export function asExported<O extends Identity>(object: O, exported: ReadonlySet<string>): O {
  const { name, annotations: own = {} } = object.metadata;
  if (!isService(object) || !exported.has(name) || own[annotations.exposeService] !== undefined) {
    return object;
  }
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...own, [annotations.exposeService]: 'true' } },
  };
}
