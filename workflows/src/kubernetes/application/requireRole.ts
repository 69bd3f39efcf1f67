import {
  type ClusterClient,
  failure,
  isFailure,
  type Kind,
  type KubernetesObject,
  nameOf,
} from '../client';
import { applicationsAccount } from '../cluster/identities';

/** What is looked at of a rule of RBAC. */
interface Rule {
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  verbs?: string[];
}

interface Role extends KubernetesObject {
  rules?: Rule[];
}

/** What applying an object and removing it later needs. */
const neededVerbs = ['get', 'create', 'patch', 'delete'];

const holds = (words: string[] = [], word: string) => words.includes(word) || words.includes('*');
const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.split('/')[0] : '');

/**
 * The kinds that applications may have on a cluster, as their role says; undefined when it cannot
 * be read.
 */
export async function kindsOfApplications(
  client: ClusterClient,
): Promise<((kind: Kind) => boolean) | undefined> {
  const role = await readRole(client);
  const rules = role?.rules ?? [];
  const isGiven = ({ apiVersion, plural }: Kind) =>
    rules.some(
      ({ apiGroups, resources }) =>
        holds(apiGroups, groupOf(apiVersion)) && holds(resources, plural),
    );
  return role && isGiven;
}

/** The verbs that a role does not give on all objects of a resource. */
export function lackingVerbs(
  rules: readonly Rule[],
  { group, resource }: { group: string; resource: string },
): string[] {
  const given = rules.filter(
    ({ apiGroups, resources, resourceNames = [] }) =>
      resourceNames.length === 0 && holds(apiGroups, group) && holds(resources, resource),
  );
  return neededVerbs.filter(verb => !given.some(({ verbs }) => holds(verbs, verb)));
}

/**
 * Asks, where the project has no rights yet, whether the role that it will get allows what its
 * objects need.
 *
 * @returns false when the role cannot be read
 * @throws failure `Forbidden` that names the objects
 */
export async function requireRole(
  client: ClusterClient,
  objects: readonly KubernetesObject[],
): Promise<boolean> {
  const role = await readRole(client);
  if (!role) return false;
  const refused: string[] = [];
  for (const object of objects) {
    const { apiVersion, plural } = await client.servedKind(object);
    const group = groupOf(apiVersion);
    const lacking = lackingVerbs(role.rules ?? [], { group, resource: plural });
    if (lacking.length > 0) {
      const resource = group ? `${plural}.${group}` : plural;
      refused.push(`${nameOf(object)} (${lacking.join(', ')} of ${resource})`);
    }
  }
  if (refused.length === 0) return true;
  throw failure(
    'forbidden',
    `${client.cluster} does not let applications have ${refused.join(', ')}. ` +
      `Whoever runs the cluster adds it to the ClusterRole ${applicationsAccount}`,
  );
}

async function readRole(client: ClusterClient): Promise<Role | undefined> {
  try {
    return await client.get<Role>({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: applicationsAccount },
    });
  } catch (error) {
    // Clusters with an earlier version of rbac.yaml do not let the worker read it.
    if (!isFailure(error, 'forbidden')) throw error;
    return undefined;
  }
}
