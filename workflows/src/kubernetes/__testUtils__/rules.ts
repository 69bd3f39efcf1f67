import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../client';
import type { Access } from './RecordingProxy';

export interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

/** One right: a verb on a resource, or on one object. */
export interface Right {
  group: string;
  resource: string;
  verb: string;
  name?: string;
}

type Role = KubernetesObject & { rules?: Rule[] };

const rbac = join(__dirname, '../../../deploy/rbac.yaml');
const known = new Map<string, Role[]>();

function rolesIn(file: string): Role[] {
  const read = () =>
    parseAllDocuments(readFileSync(file, 'utf8'))
      .map(document => document.toJS() as Role | undefined)
      .filter(object => object?.kind.endsWith('Role')) as Role[];
  const roles = known.get(file) ?? read();
  known.set(file, roles);
  return roles;
}

/** The rules of a role in rbac.yaml. */
export function rulesOf(role: string): Rule[] {
  return rolesIn(rbac).find(({ metadata }) => metadata.name === role)?.rules ?? [];
}

/** Roles in manifests that have exactly this right. */
export function rolesHandingOn(right: Right, ...files: string[]): Role[] {
  return files
    .flatMap(rolesIn)
    .filter(({ rules = [] }) =>
      rules.flatMap(rightsOf).some(given => textOf(given) === textOf(right)),
    );
}

/** All rights that a rule gives, each once. */
export function rightsOf({ apiGroups, resources, resourceNames, verbs }: Rule): Right[] {
  return apiGroups.flatMap(group =>
    resources.flatMap(resource =>
      verbs.flatMap(verb =>
        (resourceNames ?? [undefined]).map(name => ({
          group,
          resource,
          verb,
          ...(name && { name }),
        })),
      ),
    ),
  );
}

/** Rules that give these rights. */
export function rulesFor(rights: readonly Right[]): Rule[] {
  return rights.map(({ group, resource, verb, name }) => ({
    apiGroups: [group],
    resources: [resource],
    verbs: [verb],
    ...(name && { resourceNames: [name] }),
  }));
}

export function textOf({ group, resource, verb, name }: Right): string {
  return `${verb} ${resource}${group && `.${group}`}${name ? ` ${name}` : ''}`;
}

/** Whether a right is what an access needs. */
export function gives(right: Right, access: Access): boolean {
  const covers = (given: string, asked: string) => given === '*' || given === asked;
  return (
    covers(right.group, access.group) &&
    covers(right.resource, access.resource) &&
    covers(right.verb, access.verb) &&
    (right.name === undefined || right.name === access.name)
  );
}
