import { groupOf } from './clusterScoped';

/** Fields that a kustomization has, and hardly anything else. */
const fieldNames = ['resources', 'bases', 'components', 'patches', 'configMapGenerator'];

export const kustomizationProblem = {
  message: 'is a file for kustomize, and no object of a cluster',
  accepted: 'what kubectl kustomize prints',
};

/** What it is may be left out, because the name of the file says it. */
export function isKustomization({ apiVersion, kind, ...fields }: Record<string, unknown>): boolean {
  return apiVersion === undefined && kind === undefined
    ? fieldNames.some(name => Array.isArray(fields[name]))
    : groupOf(`${apiVersion}`) === 'kustomize.config.k8s.io';
}
