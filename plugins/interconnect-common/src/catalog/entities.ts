import { sha256Hex } from '../hash';

/** `spec.type` of the Resource that stands for a cluster in the catalog. @public */
export const clusterEntityType = 'kubernetes-cluster';

/** `spec.type` of the Resource that stands for a network in the catalog. @public */
export const networkEntityType = 'application-network';

/**
 * Annotation of both: the exact name of the cluster, or of the network within its project. @public
 */
export const nameAnnotation = 'interconnect/name';

/**
 * Annotation of clusters: the projects that may use it, with commas between them; absent:
 * all. @public
 */
export const projectsAnnotation = 'interconnect/projects';

/** Label of networks: the phase when the catalog was last refreshed. @public */
export const phaseLabel = 'interconnect/phase';

/** Catalog's limit for names. */
const maxLength = 63;

/**
 * `metadata.name` of a cluster's entity: the cluster's name if the catalog takes it, else its
 * usable characters with a hash of the whole name behind them. The catalog compares names without
 * regard to case: names with capitals get a hash too, so that different clusters never get the same
 * entity.
 *
 * @public
 */
export function clusterEntityName(cluster: string): string {
  return entityName(cluster);
}

/**
 * `metadata.name` of a network's entity: `<project>.<network>`; a network's name has no
 * dot. @public
 */
export function networkEntityName(project: string, network: string): string {
  return entityName(`${project}.${network}`);
}

function entityName(text: string): string {
  if (/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(text) && text.length <= maxLength) {
    return text;
  }
  const hash = sha256Hex(text).slice(0, 10);
  const readable = text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, maxLength - hash.length - 1)
    .replace(/^[.-]+|[.-]+$/g, '');
  return readable ? `${readable}-${hash}` : hash;
}
