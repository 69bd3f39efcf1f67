import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Entity refs of the owners of projects, by project. Projects that the catalog does not have are
 * absent. Read with the plugin's own credentials, because the owner of a project decides what
 * people may do, even if they may not see it.
 *
 * @throws ServiceUnavailableError when the catalog cannot be asked
 */
export async function readOwners(
  services: { catalog: CatalogService; auth: AuthService },
  projects: string[],
): Promise<Map<string, string[]>> {
  const names = [...new Set(projects)];
  const credentials = await services.auth.getOwnServiceCredentials();
  const entityRefs = names.map(name => `system:default/${name}`);
  const { items } = await services.catalog
    .getEntitiesByRefs({ entityRefs, fields: ['relations'] }, { credentials })
    .catch(error => {
      throw new ServiceUnavailableError(
        'The catalog cannot be asked who owns the project, which decides what you may do',
        error,
      );
    });
  return new Map(
    items.flatMap((system, index) => {
      const owners = (system?.relations ?? []).filter(({ type }) => type === RELATION_OWNED_BY);
      return system ? [[names[index], owners.map(({ targetRef }) => targetRef)]] : [];
    }),
  );
}
