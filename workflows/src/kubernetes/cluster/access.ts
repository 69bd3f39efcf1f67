import { ClusterClient, failure, nameOf, ObjectRef } from '../client';
import { withRights } from './identities';

/** Something that is going to be done. */
export interface Access {
  /** As RBAC calls it: `delete`, `bind`, `impersonate`. */
  verb: string;
  object: ObjectRef;
}

/** So many are named. */
const maxTold = 5;

/**
 * Asks a cluster for rights that are needed later, in the name of who will need them. Kinds that it
 * does not serve are left out.
 *
 * @throws failure `Forbidden` that names all that lack, and how they are given
 */
export async function requireAccess(
  client: ClusterClient,
  wanted: readonly Access[],
): Promise<void> {
  const lacking: string[] = [];
  for (const { verb, object } of wanted) {
    const plural = await client.forbids(verb, object);
    if (plural) lacking.push(`${verb} ${plural} (${nameOf(object)})`);
  }
  if (lacking.length === 0) return;
  const told = lacking.slice(0, maxTold).join(', ');
  const more = lacking.length > maxTold ? `, and ${lacking.length - maxTold} more` : '';
  await withRights(client, async () => {
    throw failure('forbidden', `${client.cluster} forbids to ${told}${more}`);
  });
}
