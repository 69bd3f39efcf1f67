import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * A project is a System of the catalog, as far as the caller may see it.
 *
 * @throws NotFoundError when it is none
 */
export async function requireProject(
  catalog: CatalogService,
  project: string,
  credentials: BackstageCredentials,
): Promise<void> {
  const ref = { kind: 'system', namespace: 'default', name: project };
  const entity = await catalog.getEntityByRef(ref, { credentials }).catch(error => {
    throw new ServiceUnavailableError(
      `The catalog cannot be asked for project "${project}"`,
      error,
    );
  });
  if (!entity) {
    throw new NotFoundError(
      `Project "${project}" is unknown: the catalog has no system:default/${project}. The name of a System of the ` +
        'catalog is accepted',
    );
  }
}
