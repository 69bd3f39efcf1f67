import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** A System with networks, as it is in the catalog. */
export interface Project {
  /** Entity ref of the System. */
  ref: string;
  /** Entity ref; absent: the catalog does not know it (yet). */
  owner?: string;
  /** Its Components; `name` is in lower case, as names of applications are. */
  components: { name: string; ref: string }[];
}

/** Refs in one request to the catalog. */
const batch = 100;

/** The Systems of these projects that the catalog has, by the project's name. */
export async function readProjects(
  catalog: CatalogService,
  names: string[],
  credentials: BackstageCredentials,
): Promise<Map<string, Project>> {
  const projects = new Map<string, Project>();
  for (let start = 0; start < names.length; start += batch) {
    const refs = names.slice(start, start + batch).map(name => `system:default/${name}`);
    const systems = await catalog.getEntitiesByRefs({ entityRefs: refs }, { credentials });
    for (const system of systems.items) {
      if (system) {
        const owner = relationOf(system, RELATION_OWNED_BY);
        projects.set(system.metadata.name.toLocaleLowerCase('en-US'), {
          ref: stringifyEntityRef(system),
          ...(owner && { owner }),
          components: [],
        });
      }
    }
    const components = catalog.streamEntities(
      {
        filter: { kind: 'component', [`relations.${RELATION_PART_OF}`]: refs },
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials },
    );
    for await (const page of components) {
      for (const component of page) {
        const system = (component.relations ?? [])
          .filter(({ type }) => type === RELATION_PART_OF)
          .map(({ targetRef }) => targetRef.match(/^system:default\/(.+)$/)?.[1])
          .find(name => name !== undefined && projects.has(name));
        projects.get(system ?? '')?.components.push({
          name: component.metadata.name.toLocaleLowerCase('en-US'),
          ref: stringifyEntityRef(component),
        });
      }
    }
  }
  return projects;
}

function relationOf(entity: Entity, type: string): string | undefined {
  return entity.relations?.find(relation => relation.type === type)?.targetRef;
}
