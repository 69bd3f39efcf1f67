import { Entity } from '@backstage/catalog-model';
import { applicationOf } from '../RequestPage/steps/newApplication';

/** Opens the request form filled in: with the project, and for a Component with itself as an application. */
export function requestQuery(entity: Entity, project: string): URLSearchParams {
  const query = new URLSearchParams({ project });
  if (entity.kind.toLowerCase() === 'component') {
    query.set('document', JSON.stringify({ applications: [applicationOf(entity, project)] }));
  }
  return query;
}
