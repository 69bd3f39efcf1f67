import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityDisplayName,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** A person, a group or anything else of the catalog by its name, with a link to its page; services and others as they are. */
export function EntityName({ entityRef }: { entityRef: string }) {
  const ref = parsed(entityRef);
  return ref ? <LinkedName entityRef={ref} /> : <>{entityRef}</>;
}

function LinkedName({ entityRef }: { entityRef: CompoundEntityRef }) {
  const path = useRouteRef(entityRouteRef);
  return (
    <Link href={path(entityRouteParams(entityRef, { encodeParams: true }))}>
      <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
    </Link>
  );
}

function parsed(entityRef: string): CompoundEntityRef | undefined {
  if (entityRef.startsWith('service:')) return undefined;
  try {
    return parseEntityRef(entityRef);
  } catch {
    return undefined; // "system"
  }
}
